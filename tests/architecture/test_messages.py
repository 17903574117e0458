"""Every message has its Indonesian words, and no check passes without looking."""

from io import StringIO

import pytest
from babel.messages.pofile import PoFileError, read_po

from tests.architecture import messages as m

NO_MESSAGES = {}
HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture(scope="module")
def said():
    return m.project_messages()


@pytest.fixture(scope="module")
def catalogue():
    return m.read_catalogue(m.CATALOGUE, strict=True)


def broken(text):
    return read_po(StringIO(HEAD + text), locale="id")


def test_row_95_every_message_of_the_project_is_in_the_catalogue(catalogue, said):
    assert m.missing(catalogue, said) == []


def test_the_catalogue_has_nothing_that_the_project_no_longer_says(catalogue, said):
    assert m.obsolete(catalogue, said) == []


def test_the_borrowed_section_holds_what_allauth_and_django_say(catalogue):
    assert m.not_lent(catalogue) == []


def test_row_95_no_message_is_empty_or_fuzzy(catalogue):
    assert m.unfinished(catalogue) == []


def test_no_message_stands_there_twice():
    assert m.doubled(m.CATALOGUE.read_text("utf-8")) == []


def test_a_plural_has_its_one_form(catalogue, said):
    assert m.wrong_plurals(catalogue, said) == []


def test_placeholders_stay_the_same(catalogue):
    assert m.changed_placeholders(catalogue) == []


def test_no_banned_word_is_used(catalogue):
    assert m.banned_words(catalogue) == []


def test_no_message_hides_in_an_f_string():
    assert [p for p in m.files(".py") if m.hidden_messages(p.read_text("utf-8"))] == []


def test_every_block_of_a_template_is_trimmed():
    untrimmed = {p: m.untrimmed_blocks(p.read_text("utf-8")) for p in m.files(".html", ".txt")}

    assert {path: tags for path, tags in untrimmed.items() if tags} == {}


def test_english_is_the_msgids_and_has_no_catalogue():
    assert [path.name for path in m.CATALOGUE.parents[2].iterdir()] == ["id"]


# --- Each check can fail -------------------------------------------------------------------


def test_messages_are_found_in_python_and_in_templates():
    python = 'x = _("a")\ny = ngettext("one", "two", 2)\nz = pgettext("verb", "b")'
    template = """
      {% if x %}{% translate "c" context "verb" %} {{ _("d") }}{% endif %}
        {% blocktranslate trimmed count n=n %}
          {{ n }} e
        {% plural %}
          {{ n }} es, 5%
        {% endblocktranslate %}"""

    assert set(m.python_messages(python)) == {(None, "a"), (None, "one"), ("verb", "b")}
    assert m.template_messages(template) == {
        ("verb", "c"): ("c",),
        (None, "d"): ("d",),
        (None, "%(n)s e"): ("%(n)s e", "%(n)s es, 5%%"),
    }


def test_a_missing_message_is_seen():
    other_context = broken('msgctxt "verb"\nmsgid "Answer"\nmsgstr "Jawab"\n')

    assert m.missing(other_context, {(None, "Answer"): ("Answer",)}) == [(None, "Answer")]


@pytest.mark.parametrize(
    "text", ['msgid "Old"\nmsgstr "Lama"\n', '#~ msgid "Old"\n#~ msgstr "Lama"\n']
)
def test_an_obsolete_message_is_seen(text):
    assert len(m.obsolete(broken(text), NO_MESSAGES)) == 1


def test_only_what_follows_the_comment_is_borrowed():
    ours, lent, unknown = (f'msgid "{word}"\nmsgstr "x"\n\n' for word in ("A", "Sign In", "Z"))
    catalogue = broken(f"{ours}# third-party\n{lent}{unknown}")

    assert m.obsolete(catalogue, NO_MESSAGES) == [(None, "A")]
    assert m.not_lent(catalogue) == [(None, "Z")]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "A"\nmsgstr ""\n',
        'msgid "A"\nmsgstr " "\n',
        '#, fuzzy\nmsgid "A"\nmsgstr "B"\n',
        'msgid "A"\nmsgid_plural "As"\nmsgstr[0] ""\n',
    ],
)
def test_an_unfinished_message_is_seen(text):
    assert m.unfinished(broken(text)) == [(None, "A")]


def test_a_message_that_stands_there_twice_is_seen():
    one, in_context = 'msgid "A"\nmsgstr "B"\n\n', 'msgctxt "C"\nmsgid "A"\nmsgstr "D"\n\n'

    assert m.doubled(one + in_context) == []
    assert m.doubled(one + in_context + one) == [("", '"A"\n')]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "A"\nmsgid_plural "Others"\nmsgstr[0] "B"\n',
        'msgid "A"\nmsgstr "B"\n',
    ],
)
def test_a_wrong_plural_is_seen(text):
    assert m.wrong_plurals(broken(text), {(None, "A"): ("A", "As")}) == [(None, "A")]


def test_a_second_form_of_a_plural_is_seen(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(HEAD + 'msgid "A"\nmsgid_plural "As"\nmsgstr[0] "B"\nmsgstr[1] "B"\n')

    with pytest.raises(PoFileError):
        m.read_catalogue(path, strict=True)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("%(name)s", "%(nama)s"),
        ("%s new", "baru"),
        ("%%taken of %%capacity", "%%taken dari %%kapasitas"),
        ("{number}", "nomor"),
        ("80%% of", "80% dari"),
    ],
)
def test_a_changed_placeholder_is_seen(said, written):
    text = f'msgid "{said}"\nmsgstr "{written}"\n'

    assert m.changed_placeholders(broken(text)) == [(None, said)]


@pytest.mark.parametrize("words", ["Topik baru", "Unit (OPD)", "Edit jawaban", "Berhasil!"])
def test_a_banned_word_is_seen(words):
    assert len(m.banned_words(broken(f'msgid "A"\nmsgstr "{words}"\n'))) == 1


def test_a_banned_word_inside_another_is_none():
    assert m.banned_words(broken('msgid "A"\nmsgstr "Kredit setagihan"\n')) == []


def test_a_message_in_an_f_string_is_seen():
    assert m.hidden_messages("""dot = f'<b>{_("Unread:")}</b>'""") != []
    assert m.hidden_messages("""groups = {_("Today"): []}""") == []


def test_an_untrimmed_block_is_seen():
    assert m.untrimmed_blocks("{% blocktranslate with n=5|add:'%' %}x{% endblocktranslate %}") != []
    assert m.untrimmed_blocks("{% blocktranslate trimmed %}x{% endblocktranslate %}") == []
