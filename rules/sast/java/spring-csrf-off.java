// SPDX-License-Identifier: MIT
class Security {
    void configure(HttpSecurity http) throws Exception {
        // ruleid: java-spring-csrf-off
        http.csrf().disable();
        // ruleid: java-spring-csrf-off
        http.csrf(csrf -> csrf.disable());
        // ok: java-spring-csrf-off
        http.csrf(csrf -> csrf.ignoringRequestMatchers("/hooks/**"));
    }
}
