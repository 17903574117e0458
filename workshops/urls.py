"""Paths are Indonesian, for those who read them aloud; names are the verbs."""

from django.urls import path

import foundation.converters  # noqa: F401  registers <id:…>
from workshops import views

app_name = "workshops"
urlpatterns = [
    path("lokakarya/", views.workshop_list, name="workshop_list"),
    path("lokakarya/baru/", views.announce_workshop, name="announce_workshop"),
    path("lokakarya/impor/", views.import_workshops, name="import_workshops"),
    path("lokakarya/impor/contoh.csv", views.import_template, name="import_template"),
    path("lokakarya/baru/jumlah/", views.count_audience, name="count_audience"),
    path("lokakarya/baru/hari/", views.check_days, name="check_days"),
    path("lokakarya/jaga/", views.set_cover, name="set_cover"),
    path("lokakarya/bahasan/", views.topic_list, name="topic_list"),
    path("lokakarya/bahasan/baru/", views.request_topic, name="request_topic"),
    path("lokakarya/bahasan/<id:public_id>/", views.topic_detail, name="topic_detail"),
    path("lokakarya/bahasan/<id:public_id>/laporkan/", views.report_topic, name="report_topic"),
    path("lokakarya/bahasan/<id:public_id>/dukung/", views.vote_topic, name="vote_topic"),
    path(
        "lokakarya/bahasan/<id:public_id>/putuskan/", views.decide_proposal, name="decide_proposal"
    ),
    path("lokakarya/ajakan/baru/", views.open_call, name="open_call"),
    path("lokakarya/ajakan/<id:public_id>/", views.call_detail, name="call_detail"),
    path("lokakarya/ajakan/<id:public_id>/usulkan/", views.propose_topic, name="propose_topic"),
    path("lokakarya/permintaan/", views.request_list, name="request_list"),
    path("lokakarya/permintaan/<id:public_id>/", views.decide_request, name="decide_request"),
    path("lokakarya/<id:public_id>-<slug:slug>/", views.workshop_detail, name="workshop_detail"),
    path("lokakarya/<id:public_id>/", views.workshop_detail, name="workshop_detail"),
    path("lokakarya/<id:public_id>/daftar/", views.register, name="register"),
    path("lokakarya/<id:public_id>/jawaban/", views.answer_host, name="answer_host"),
    path("lokakarya/<id:public_id>/daftarkan/", views.register_others, name="register_others"),
    path("lokakarya/<id:public_id>/minat/", views.show_interest, name="show_interest"),
    path("lokakarya/<id:public_id>/kelola/tanggal/", views.date_poll, name="date_poll"),
    path("lokakarya/<id:public_id>/tahan/", views.hold_seats, name="hold_seats"),
    path(
        "lokakarya/<id:public_id>/tahan/<id:held>/lepas/",
        views.release_seats,
        name="release_seats",
    ),
    path("lokakarya/<id:public_id>/batal/", views.cancel_registration, name="cancel_registration"),
    path("lokakarya/<id:public_id>/konfirmasi/", views.accept_offer, name="accept_offer"),
    path(
        "lokakarya/<id:public_id>/sudah-lihat/", views.acknowledge_change, name="acknowledge_change"
    ),
    path("lokakarya/<id:public_id>/namaku/", views.list_participant, name="list_participant"),
    path("lokakarya/<id:public_id>/gabung/", views.join_workshop, name="join_workshop"),
    path("lokakarya/<id:public_id>/tanya/", views.ask_at_workshop, name="ask_at_workshop"),
    path(
        "lokakarya/<id:public_id>/kalender.ics", views.workshop_calendar, name="workshop_calendar"
    ),
    path("lokakarya/<id:public_id>/kelola/ubah/", views.edit_workshop, name="edit_workshop"),
    path(
        "lokakarya/<id:public_id>/kelola/umumkan/", views.publish_workshop, name="publish_workshop"
    ),
    path("lokakarya/<id:public_id>/kelola/buang/", views.discard_draft, name="discard_draft"),
    path(
        "lokakarya/<id:public_id>/kelola/peserta/", views.participant_list, name="participant_list"
    ),
    path(
        "lokakarya/<id:public_id>/kelola/peserta/<id:person>/",
        views.remove_participant,
        name="remove_participant",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/batalkan/",
        views.call_off_workshop,
        name="call_off_workshop",
    ),
    path("lokakarya/<id:public_id>/kelola/pesan/", views.send_message, name="send_message"),
    path(
        "lokakarya/<id:public_id>/pesan/<id:message>/", views.message_detail, name="message_detail"
    ),
    path(
        "lokakarya/<id:public_id>/kelola/narasumber/",
        views.facilitator_list,
        name="facilitator_list",
    ),
    path(
        "lokakarya/<id:public_id>/bukan-narasumber/",
        views.stop_facilitating,
        name="stop_facilitating",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/pertanyaan/",
        views.add_entry_question,
        name="add_entry_question",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/pertanyaan/<int:no>/akhiri/",
        views.end_entry_question,
        name="end_entry_question",
    ),
    path("lokakarya/<id:public_id>/kelola/hadir/", views.take_attendance, name="take_attendance"),
    path("lokakarya/<id:public_id>/kelola/tutup/", views.close_workshop, name="close_workshop"),
    path("lokakarya/<id:public_id>/kelola/buka/", views.reopen_workshop, name="reopen_workshop"),
    path("lokakarya/<id:public_id>/kelola/materi/", views.add_material, name="add_material"),
    path(
        "lokakarya/<id:public_id>/kelola/materi/urutan/",
        views.arrange_materials,
        name="arrange_materials",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/dijawab/",
        views.workshop_questions,
        name="workshop_questions",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/dijawab/tambah/",
        views.link_question,
        name="link_question",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/dijawab/lepas/",
        views.unlink_question,
        name="unlink_question",
    ),
    path(
        "lokakarya/<id:public_id>/kelola/dijawab/<id:thread>/",
        views.settle_question,
        name="settle_question",
    ),
    path("tanya/<id:public_id>/lokakarya/", views.answer_at_workshop, name="answer_at_workshop"),
    path("lokakarya/<id:public_id>/materi/semua/", views.pack_materials, name="pack_materials"),
    path(
        "lokakarya/<id:public_id>/materi/semua/arsip/",
        views.packed_materials,
        name="packed_materials",
    ),
    path("lokakarya/<id:public_id>/kelola/ekspor/", views.export_people, name="export_people"),
    path(
        "lokakarya/<id:public_id>/kelola/ekspor/<id:package>/",
        views.exported_people,
        name="exported_people",
    ),
    path("lokakarya/<id:public_id>/surat-tugas/", views.letter_list, name="letter_list"),
    path(
        "lokakarya/<id:public_id>/surat-tugas/<slug:unit>/",
        views.draft_letter,
        name="draft_letter",
    ),
    path(
        "lokakarya/<id:public_id>/surat-tugas/<slug:unit>/<int:no>/",
        views.letter_file,
        name="letter_file",
    ),
    path("lokakarya/<id:public_id>/cetak/", views.info_sheet, name="info_sheet"),
    path("materi/", views.material_list, name="material_list"),
    path("materi/<id:public_id>/", views.material_detail, name="material_detail"),
    path("materi/<id:public_id>/ubah/", views.edit_material, name="edit_material"),
    path("materi/<id:public_id>/pindah/", views.move_material, name="move_material"),
    path("kalender/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
    path("saya/kalender/", views.calendar_token_list, name="calendar_token_list"),
    path("saya/kalender/alamat/", views.make_calendar_token, name="make_calendar_token"),
    path(
        "saya/kalender/<id:public_id>/akhiri/", views.end_calendar_token, name="end_calendar_token"
    ),
    path("saya/pengaturan/narasumber/", views.speaker_consent, name="speaker_consent"),
    path("l/<id:public_id>/", views.workshop_link, name="workshop_link"),
    path("berkas/<id:public_id>/", views.material_file, name="material_file"),
    path("berkas/<id:public_id>/<int:no>/", views.material_version, name="material_version"),
    path("berkas/<id:public_id>/laporkan/", views.report_material, name="report_material"),
]
