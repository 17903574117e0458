from discussions.models import Citation, Post, Regulation
from discussions.models.regulation import cited_in


def find_regulation(kind: str, number: int, year: int) -> Regulation:
    """The rule, made known where nobody named it before."""
    rule, _is_new = Regulation.objects.get_or_create(kind=kind, number=number, year=year)
    return rule


def cite_rules(post: Post) -> None:
    """Keeps the rules that the text names; what somebody confirmed of one stays confirmed."""
    named = cited_in(post.body)
    if not named and not post.has_citations:
        return
    rules = [find_regulation(*rule) for rule in sorted(named)]
    post.citations.exclude(regulation__in=rules).delete()
    Citation.objects.bulk_create(
        [Citation(post=post, regulation=rule) for rule in rules], ignore_conflicts=True
    )
    if post.has_citations != bool(rules):
        post.has_citations = bool(rules)
        post.save(update_fields=["has_citations"])
