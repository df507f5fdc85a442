"""Files say which release of the product runs."""

from eclt_partners.common.release import code_digest, digest_of, release


def test_another_content_is_another_digest(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("Review due")
    before = digest_of([file])
    file.write_text("Answers due")
    assert digest_of([file]) != before


def test_the_order_of_the_files_does_not_matter(tmp_path):
    files = [tmp_path / "a.py", tmp_path / "b.py"]
    for file in files:
        file.write_text(file.name)
    assert digest_of(files) == digest_of(reversed(files))


def test_a_release_is_more_than_its_code():
    assert release() != code_digest()
    assert len(release()) == 64


def test_mended_words_are_another_release(settings, tmp_path):
    words = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    words.parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path]
    found = set()
    for text in ("Ouvert", "Ouvrir"):
        words.write_text(text)
        found.add(release.__wrapped__())
    assert len(found) == 2


def test_the_words_of_three_languages_are_looked_at(settings):
    found = [file for place in settings.LOCALE_PATHS for file in place.rglob("*.po")]
    assert len(found) == 3


def test_a_changed_template_is_another_release(settings, tmp_path):
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    settings.BASE_DIR = tmp_path
    found = set()
    for text in ("Review due", "Answers due"):
        page.write_text(text)
        found.add(release.__wrapped__())
    assert len(found) == 2
