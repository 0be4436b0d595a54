// SPDX-License-Identifier: MIT
import javax.script.ScriptEngine;
import javax.servlet.http.HttpServletRequest;

class Calculator {
    void run(HttpServletRequest request, ScriptEngine engine) throws Exception {
        // ruleid: java-expression-injection
        engine.eval(request.getParameter("formula"));
        // ok: java-expression-injection
        engine.eval("1 + 1");
    }
}
