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
