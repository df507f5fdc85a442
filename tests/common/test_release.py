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


def test_templates_and_words_belong_to_a_release(settings, tmp_path):
    """Asked anew of another folder that has no template, the release is another one."""
    here = release.__wrapped__()
    settings.BASE_DIR = tmp_path
    assert release.__wrapped__() != here == release()
