// SPDX-License-Identifier: MIT
import java.security.SecureRandom;
import java.util.Random;

class Tokens {
    void make() {
        // ruleid: java-predictable-random
        new Random().nextInt();
        // ruleid: java-predictable-random
        double token = Math.random();
        // ok: java-predictable-random
        new SecureRandom().nextInt();
    }
}
