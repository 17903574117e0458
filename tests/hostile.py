"""Texts that nobody means well with, and what a page may answer to them."""

from foundation.markdown import MAX_BODY

HUMAN_ANSWERS = {200, 302, 400, 404, 409, 413, 422}

TEXTS = {
    "empty": "",
    "spaces": " \t\n  \u00a0\u2003 ",
    "zero-width signs": "\u200b\u200d\ufeff\u2060\u00ad\u3164\u2800",
    "right-to-left overrides": "\u202eterbalik semua tulisan ini\u202d dan lanjut",
    "NUL": "sebelum\0sesudah, cukup panjang untuk lewat",
    "a megabyte": "x" * 1_000_000,
    "broken Markdown": "[a](b [c]( ``` | | |\n|-\n> * # ~~ " + "![[]()" * 500,
    "a script": "<script>alert('retas-123')</script> dan <img src=x onerror=alert(1)>",
    "a template": "{{ request.user.password }} {% debug %} ${7*7} %s %(x)s {0}",
    "combining marks": "e" + "\u0301" * 5_000,
}

each = list(TEXTS.items())

# Bodies of the greatest length that are slow, large or deep where nothing bounds them.
BOMBS = {
    "brackets": "[" * MAX_BODY,
    "pairs of brackets": "[" * 10_000 + "]" * 10_000,
    "pictures": "![[]()" * 3_000,
    "quotes": "> " * 9_999 + "a",
    "nested quotes": "\n".join(">" * n + " a" for n in range(1, 196)),
    "emphasis": "*a_ " * 5_000,
    "stars": "*" * 9_999 + "a" + "*" * 9_999,
    "ticks": "`" * MAX_BODY,
    "rising ticks": "".join("`" * n + "a" for n in range(190)),
    "links": "[a](" * 5_000,
    "whole links": "[a](b)" * 3_333,
    "tables": "|a" * 5_000 + "\n" + "|-" * 4_999,
    "lists": "\n".join("  " * n + "- a" for n in range(139)),
    "addresses": "http://" * 2_800,
    "bare addresses": "a.id " * 4_000,
    "entities": "&" * MAX_BODY,
    "references": "[a]: /" + "b" * 10_000 + "\n\n" + "[a]" * 3_300,
}
