<?php // SPDX-License-Identifier: MIT
// ruleid: php-tls-verification-off
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
// ok: php-tls-verification-off
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
// ruleid: php-tls-verification-off
curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
