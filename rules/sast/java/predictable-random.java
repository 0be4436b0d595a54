// SPDX-License-Identifier: MIT
import java.security.SecureRandom;
import java.util.Random;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

class Tokens {
    private String resetCode;

    Cookie make(HttpServletRequest request) {
        // ruleid: java-predictable-random
        int token = new Random().nextInt();
        // ruleid: java-predictable-random
        String sessionId = Double.toString(Math.random()).substring(2);
        byte[] bytes = new byte[16];
        new Random().nextBytes(bytes);
        // ruleid: java-predictable-random
        this.resetCode = new String(bytes);
        // ruleid: java-predictable-random
        request.getSession().setAttribute("id", Math.random());
        long mark = new Random(7).nextLong();
        // ruleid: java-predictable-random
        return new Cookie("rememberMe", Long.toString(mark));
    }

    Cookie makeSafely(int tokens) {
        // ok: java-predictable-random
        int token = new SecureRandom().nextInt();
        // ok: java-predictable-random
        int delay = new Random().nextInt(tokens);
        // ok: java-predictable-random
        boolean tokenized = Math.random() < 0.5;
        // ok: java-predictable-random
        return new Cookie("rememberMe", Integer.toString(token));
    }
}
