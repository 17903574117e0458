"""Texts that nobody means well with, and what a page may answer to them."""

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
