# SPDX-License-Identifier: MIT
import hmac

from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
# ruleid: python-django-csrf-off
def transfer(request):
    return request.user.pay(request.POST["to"])


# ok: python-django-csrf-off
def show(request):
    return request.user


@csrf_exempt
# ok: python-django-csrf-off
def hook(request):
    given = request.headers["X-Signature"]
    hmac.compare_digest(given, sign(request.body))
    return None


@csrf_exempt
# ruleid: python-django-csrf-off
def rename(request):
    request.session["name"] = request.POST["name"]
    return None


# Whoever authenticates by a key in the request needs no cookie that a browser would add.
@csrf_exempt
# ok: python-django-csrf-off
def ping(request, code):
    return Check.objects.get(code=code).ping(request.body)
