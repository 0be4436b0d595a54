# SPDX-License-Identifier: MIT
import logging

logger = logging.getLogger(__name__)


def sign_in(user, password):
    # ruleid: python-password-in-log
    logger.info("signing in %s with %s", user, password)
    # ruleid: python-password-in-log
    logging.debug(f"password is {password}")
    # ok: python-password-in-log
    logger.info("signing in %s", user)
    # ok: python-password-in-log
    logger.info("password of %s changed", user)
