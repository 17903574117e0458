"""A deterministic corpus through bulk inserts, so that every run measures the same rows.

1x is the size of performance.md 1: 5,000 questions, 53,000 posts, 2,000 members.
"""

import random
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from competencies.models import Area
from discussions.actions import rank_threads
from discussions.models import Post, Thread, ThreadArea, ThreadRank
from foundation.markdown import RENDERER, render_markdown
from foundation.models import ALPHABET
from search.actions import index_entry
from search.models import SearchEntry

WORDS = (
    "anggaran rekening SPP SPD pencairan SKP kinerja atasan cuti pegawai arsip naskah surat tugas "
    "lokakarya puskesmas posyandu balita kute dana desa perizinan NIB loket warga aset laporan"
).split()
ANSWERS = 10
MANY = 300
BATCH = 2000


def public_id(number: int, length: int) -> str:
    signs = []
    for _place in range(length):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


class Corpus:
    """Writes the rows; `threads` decides everything else."""

    def __init__(self, threads: int):
        self.threads = threads
        self.people = max(threads * 2 // 5, 20)
        self.random = random.Random(2026)
        self.now = timezone.now()

    def write(self) -> None:
        """What is not there yet; a database keeps the size that it was written with."""
        call_command("migrate", verbosity=0)
        if not Thread.objects.exists():
            self.write_people()
            self.write_threads()
            self.write_posts()
        if not Thread.objects.filter(answer_count__gt=ANSWERS).exists():
            self.write_long_thread()
        if not ThreadRank.objects.exists():
            self.write_ranks()
        if not SearchEntry.objects.exists():
            self.write_entries()

    def write_people(self) -> None:
        units = list(Unit.objects.all())
        User.objects.bulk_create(
            (
                User(
                    public_id=public_id(k, 5),
                    email=f"bench{k}@contoh.id",
                    name=f"Pegawai {k}",
                    position="Analis",
                    unit=units[k % len(units)],
                    welcomed_at=self.now,
                    password="!",
                )
                for k in range(self.people)
            ),
            batch_size=BATCH,
        )

    def write_threads(self) -> None:
        people = list(User.objects.values_list("pk", flat=True))
        Thread.objects.bulk_create(
            (self.thread(k, people) for k in range(self.threads)), batch_size=BATCH
        )
        areas = list(Area.objects.all())
        rows = Thread.objects.values_list("pk", flat=True)
        ThreadArea.objects.bulk_create(
            (ThreadArea(content_object_id=pk, tag=areas[pk % len(areas)]) for pk in rows),
            batch_size=BATCH,
        )

    def thread(self, k: int, people: list[int]) -> Thread:
        asked = self.now - timedelta(minutes=7 * (self.threads - k))
        return Thread(
            public_id=public_id(k, 5),
            title=f"Bagaimana {' '.join(self.random.sample(WORDS, 8))} nomor {k}?",
            author_id=people[k % len(people)],
            answer_count=ANSWERS,
            highest_no=ANSWERS + 1,
            created_at=asked,
            last_activity_at=asked,
        )

    def write_posts(self) -> None:
        people = list(User.objects.values_list("pk", flat=True))
        bodies = [" ".join(self.random.choices(WORDS, k=60)) + "." for _k in range(50)]
        drawn = [(body, render_markdown(body)) for body in bodies]
        rows = Thread.objects.values_list("pk", "created_at")
        posts = (
            self.post(pk, no, people, drawn, asked)
            for pk, asked in rows
            for no in range(1, ANSWERS + 2)
        )
        Post.objects.bulk_create(posts, batch_size=BATCH)

    def write_ranks(self) -> None:
        rows = Thread.objects.values_list("pk", flat=True)
        ThreadRank.objects.bulk_create((ThreadRank(pk=pk) for pk in rows), batch_size=BATCH)
        rank_threads(now=self.now)

    def write_long_thread(self) -> None:
        """The oldest of all, with 300 answers, or with one of each person where there are fewer."""
        people = list(User.objects.order_by("pk").values_list("pk", flat=True))
        answers = min(MANY, len(people) - 1)
        thread = self.thread(0, people)
        thread.public_id, thread.title = public_id(self.threads, 5), "Apa yang paling membantu?"
        thread.answer_count, thread.highest_no = answers, answers + 1
        thread.created_at = thread.last_activity_at = self.now - timedelta(
            minutes=14 * self.threads
        )
        thread.save()
        ThreadArea.objects.create(content_object=thread, tag=Area.objects.order_by("pk")[0])
        body = " ".join(self.random.choices(WORDS, k=60))
        drawn, asked = [(body, render_markdown(body))], thread.created_at
        posts = [self.post(thread.pk, no, people, drawn, asked) for no in range(1, answers + 2)]
        for post, person in zip(posts, people, strict=False):
            post.author_id, post.public_id = person, f"{public_id(post.no, 5)}z"  # free so far
        Post.objects.bulk_create(posts, batch_size=BATCH)

    @transaction.atomic
    def write_entries(self) -> None:
        """Every question is found by its title and its own words."""
        items = ThreadArea.objects.select_related("tag").order_by("pk")
        areas = {item.content_object_id: item.tag for item in items}
        openings = Post.objects.filter(no=1).select_related("thread").order_by("pk")
        for opening in openings.iterator():
            thread = opening.thread
            index_entry(
                noun=thread,
                title=thread.title,
                body=opening.body,
                areas=[areas[thread.pk]],
                url=thread.get_absolute_url(),
                audience="regency",
                now=self.now,
            )

    def post(self, thread: int, no: int, people: list[int], drawn: list, asked) -> Post:
        body, html = drawn[(thread + no) % len(drawn)]
        return Post(
            public_id=public_id(thread * 64 + no, 6),
            thread_id=thread,
            no=no,
            kind=Post.Kind.OPENING if no == 1 else Post.Kind.ANSWER,
            author_id=people[(thread + no * 7) % len(people)],
            body=body,
            body_html=html,
            renderer=RENDERER,
            created_at=asked + timedelta(minutes=no),
        )
