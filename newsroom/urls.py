"""Root URLs: the desk under /admin/, everything else is the public paper."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog
from django.views.static import serve

handler404 = "articles.public.views.site_pages.not_found"

# The words of the desk's scripts: Django's own, and ours for those that it has no Chinese for.
script_words = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])

# In production the proxy serves pictures; a demo has none.
pictures: list[URLPattern | URLResolver] = (
    [
        path(
            f"{settings.MEDIA_URL.strip('/')}/<path:path>",
            serve,
            {"document_root": settings.MEDIA_ROOT},
        )
    ]
    if settings.DEMO or settings.DEBUG
    else []
)

urlpatterns = [
    path("admin/jsi18n/", admin.site.admin_view(script_words, cacheable=True)),
    path("admin/", admin.site.urls),
    *pictures,
    path("", include("articles.public.urls")),
]
