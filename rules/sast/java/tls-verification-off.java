// SPDX-License-Identifier: MIT
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

class TrustAll implements X509TrustManager {
    // ruleid: java-tls-verification-off
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    Object client() {
        // ruleid: java-tls-verification-off
        return NoopHostnameVerifier.INSTANCE;
    }
}

class TrustSome {
    // ok: java-tls-verification-off
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        check(chain);
    }
}
