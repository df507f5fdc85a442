#!/bin/sh
# Makes static/vendor/noto-sans/*.woff2, the letters of PDFs, from the whole fonts.
#
# Needs the Debian package fonts-noto-core, and fonttools, which WeasyPrint brings:
#
#   PATH=.venv/bin:$PATH static/build/noto_subset.sh
#
# Kept: Latin, also for African languages and Vietnamese, Greek, Cyrillic, signs of
# punctuation and money.
set -eu
cd "$(dirname "$0")/../vendor/noto-sans"
for weight in Regular Bold; do
  pyftsubset "/usr/share/fonts/truetype/noto/NotoSans-$weight.ttf" \
    --output-file="NotoSans-$weight.woff2" --flavor=woff2 --no-hinting \
    --layout-features=kern,mark,mkmk,liga,locl,ccmp,tnum \
    --unicodes=U+0020-052F,U+1C80-1C8F,U+1DC4-1DFF,U+1E00-1EFF,U+2000-209F,U+20A0-20F0,U+2100-218F,U+2C60-2C7F,U+A720-A7FF,U+FB00-FB06,U+FEFF,U+FFFD
done
