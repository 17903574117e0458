"""Paths are Indonesian, for those who read them aloud; names are the verbs."""

from django.urls import path

import foundation.converters  # noqa: F401  registers <id:…>
from discussions import views

app_name = "discussions"
urlpatterns = [
    path("tanya/", views.thread_list, name="thread_list"),
    path("tanya/baru/", views.ask_question, name="ask_question"),
    path("tanya/serupa/", views.similar_questions, name="similar_questions"),
    path("tanya/pratinjau/", views.preview_markdown, name="preview_markdown"),
    path("tanya/<id:public_id>-<slug:slug>/", views.thread_detail, name="thread_detail"),
    path("tanya/<id:public_id>/", views.thread_detail, name="thread_detail"),
    path("tanya/<id:public_id>/jawab/", views.post_answer, name="post_answer"),
    path("tanya/<id:public_id>/sunting/", views.edit_question, name="edit_question"),
    path("tanya/<id:public_id>/ikuti/", views.follow_thread, name="follow_thread"),
    path("tanya/<id:public_id>/terbantu/", views.find_answer, name="find_answer"),
    path("tanya/<id:public_id>/saya-juga/", views.mark_me_too, name="mark_me_too"),
    path("tanya/<id:public_id>/jawaban-baru/", views.new_answers, name="new_answers"),
    path("tanya/<id:public_id>/riwayat/", views.thread_history, name="thread_history"),
    path("tanya/<id:public_id>/tutup/", views.close_question, name="close_question"),
    path("tanya/<id:public_id>/buka/", views.reopen_question, name="reopen_question"),
    path("tanya/<id:public_id>/hapus/", views.delete_question, name="delete_question"),
    path("tanya/<id:public_id>/pulihkan/", views.restore_question, name="restore_question"),
    path("tanya/<id:public_id>/duplikat/", views.propose_duplicate, name="propose_duplicate"),
    path("tanya/<id:public_id>/duplikat/ya/", views.confirm_duplicate, name="confirm_duplicate"),
    path("tanya/<id:public_id>/duplikat/tidak/", views.refuse_duplicate, name="refuse_duplicate"),
    path("tanya/<id:public_id>/gabung/", views.merge_questions, name="merge_questions"),
    path("t/<id:public_id>/", views.thread_link, name="thread_link"),
    path("j/<id:public_id>/", views.answer_link, name="answer_link"),
    path("j/<id:public_id>/sunting/", views.edit_answer, name="edit_answer"),
    path("j/<id:public_id>/komentar/", views.post_comment, name="post_comment"),
    path("k/<id:public_id>/", views.comment_detail, name="comment_detail"),
    path("k/<id:public_id>/hapus/", views.delete_comment, name="delete_comment"),
    path("k/<id:public_id>/jadi-jawaban/", views.turn_into_answer, name="turn_into_answer"),
    path("j/<id:public_id>/jadi-komentar/", views.turn_into_comment, name="turn_into_comment"),
    path("j/<id:public_id>/hapus/", views.delete_answer, name="delete_answer"),
    path("j/<id:public_id>/pulihkan/", views.restore_answer, name="restore_answer"),
    path("j/<id:public_id>/bukan-solusi/", views.unaccept_answer, name="unaccept_answer"),
    path("j/<id:public_id>/usang/", views.mark_outdated, name="mark_outdated"),
    path("j/<id:public_id>/berlaku/", views.unmark_outdated, name="unmark_outdated"),
    path("j/<id:public_id>/laporkan/", views.report_post, name="report_post"),
    path("k/<id:public_id>/laporkan/", views.report_comment, name="report_comment"),
    path("j/<id:public_id>/hitamkan/", views.redact_post, name="redact_post"),
    path("moderasi/", views.review_queue, name="review_queue"),
    path("moderasi/<id:public_id>/", views.review_detail, name="review_detail"),
    path("moderasi/<id:public_id>/ambil/", views.claim_review, name="claim_review"),
    path("moderasi/<id:public_id>/urung/", views.undo_decision, name="undo_decision"),
    path("j/<id:public_id>/membantu/", views.mark_helpful, name="mark_helpful"),
    path("j/<id:public_id>/solusi/", views.accept_answer, name="accept_answer"),
]
