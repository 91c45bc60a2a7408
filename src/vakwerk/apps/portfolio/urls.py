"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.portfolio import plan_views, views

app_name = "portfolio"

urlpatterns = [
    path("portfolio", views.overview, name="overview"),
    path("portfolio/lezen", views.document, name="document"),
    path("portfolio/export.json", views.export_json, name="export_json"),
    path("portfolio/export.zip", views.export_zip, name="export_zip"),
    path("portfolio/feit/<fact:fact_id>/past-bij", views.tie, name="tie"),
    path("portfolio/plan", plan_views.plans, name="plans"),
    path("portfolio/plan/nieuw", plan_views.new_plan, name="new_plan"),
    path("portfolio/plan/<int:plan_id>", plan_views.plan, name="plan"),
    path("portfolio/plan/<int:plan_id>/doel", plan_views.new_goal, name="new_goal"),
    path("portfolio/plan/<int:plan_id>/overnemen", plan_views.take_over, name="take_over"),
    path("portfolio/plan/<int:plan_id>/delen", plan_views.share_goals, name="share_goals"),
    path("portfolio/plan/<int:plan_id>/terugkijken", plan_views.look_back, name="look_back"),
    path("portfolio/doel/<int:goal_id>/wijzigen", plan_views.change_goal, name="change_goal"),
    path("portfolio/doel/<int:goal_id>/feit", plan_views.goal_fact, name="goal_fact"),
    path("portfolio/doel/<int:goal_id>/<slug:step>", plan_views.move_goal, name="move_goal"),
]
