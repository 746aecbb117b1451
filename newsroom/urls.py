"""Root URLs: the desk under /admin/, everything else is the public paper."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from articles.admin.site import site_views

handler400 = "newsroom.error_pages.bad_request"
handler404 = "articles.public.views.site_pages.not_found"
handler429 = "articles.access.desk_login.too_many_attempts"  # django-allauth's

# The words of the desk's scripts: Django's own, and ours for those that it has no Chinese for.
script_words = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])

urlpatterns = [
    path("admin/jsi18n/", admin.site.admin_view(script_words, cacheable=True)),
    path(
        "admin/r/<path:content_type_id>/<path:object_id>/",
        admin.site.admin_view(site_views.view_on_site),
    ),
    path("admin/search/", admin.site.admin_view(site_views.search)),
    # Before the admin's own: the login and the change of a password are django-allauth's.
    path("admin/", include("articles.access.account_urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.public.urls")),
]
