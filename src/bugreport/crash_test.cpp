// SPDX-License-Identifier: MIT
#include "bugreport/crash.h"

#include <gtest/gtest.h>

namespace squire::bugreport {
namespace {

TEST(Crash, IsReadInTheMannerOfItsLanguage) {
    struct Case {
        const char* log;
        const char* words;
    };
    for (const Case& each : {Case{"Traceback (most recent call last):\n  File \"a/main.py\", line 3, in main\n    run(x)\n  File "
                                  "\"a/visit.py\", line 70, in visit_call\n"
                                  "    return self.names[node]\nKeyError: 'customer'\n",
                                  "KeyError in visit_call"},
                             Case{"yaml.scanner.ScannerError: while scanning\n", "yaml.scanner.ScannerError"},
                             Case{"thread 'main' panicked at 'index out of bounds: the len is 3', src/parse/mod.rs:12:5\nnote: run with",
                                  "panicked at src/parse/mod.rs:12"},
                             Case{"thread '<unnamed>' panicked at src/parse.rs:7:9:\nassertion failed", "panicked at src/parse.rs:7"},
                             Case{"panic: runtime error: index out of range [7] with length 3\n\ngoroutine 1 "
                                  "[running]:\ngithub.com/x/y.(*T).Scan(0xc0001)\n\t/y.go:3\n",
                                  "panic: runtime error: index out of range in github.com/x/y.(*T).Scan"},
                             Case{"Exception in thread \"main\" java.lang.NullPointerException: Cannot read \"x\"\n\tat "
                                  "org.x.Visitor.visit(Visitor.java:33)\n\tat org.x.Main.main"
                                  "(Main.java:1)\n",
                                  "java.lang.NullPointerException in org.x.Visitor.visit"},
                             Case{"Fatal error: exception Not_found\n", "Not_found"},
                             Case{"prog: a.c:12: int f(int): Assertion `count > 3' failed.\n", "Assertion * failed."},
                             Case{"==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602\n    #0 0x4f1 in parse_name a.c:3\n",
                                  "AddressSanitizer: heap-use-after-free in parse_name"},
                             Case{"lib/scan.rb:12:in `visit': undefined method 'name' for nil (NoMethodError)\n", "NoMethodError in visit"},
                             Case{"Segmentation fault (core dumped)\n", "Segmentation fault"}, Case{"Findings: 3\n", ""}, Case{"", ""}})
        EXPECT_EQ(crash_signature(each.log).words, each.words) << each.log;
}

TEST(Crash, NamesNothingOfTheInput) {
    const std::string log = "thrown by x\nerror: assertion \"secret_name\" failed at 0x7ffe12\n";
    EXPECT_FALSE(crash_signature(log).words.contains("secret_name")) << crash_signature(log).words;
    const CrashSignature one =
        crash_signature("panic: runtime error: slice bounds out of range [12:3]\n\ngoroutine 1 [running]:\nmain.f(0x1)\n");
    const CrashSignature other =
        crash_signature("panic: runtime error: slice bounds out of range [4:2]\n\ngoroutine 9 [running]:\nmain.f(0x2)\n");
    EXPECT_TRUE(one.is_of(other)) << describe(one);
}

TEST(Crash, IsToldFromAnEndThatIsNone) {
    const auto ended = [](RunEnd end, int status, std::string errors) {
        ScannerRun run;
        run.end = end;
        run.status = status;
        run.errors = std::move(errors);
        return run;
    };
    EXPECT_TRUE(is_crash(ended(RunEnd::signalled, 139, "")));
    EXPECT_TRUE(is_crash(ended(RunEnd::unreadable, 2, "")));
    EXPECT_TRUE(is_crash(ended(RunEnd::reported, 2, "Fatal error: exception Not_found")));
    EXPECT_FALSE(is_crash(ended(RunEnd::reported, 0, "KeyError: x")));
    EXPECT_FALSE(is_crash(ended(RunEnd::reported, 1, "")));
    EXPECT_FALSE(is_crash(ended(RunEnd::unreadable, 1, "")));
    EXPECT_FALSE(is_crash(ended(RunEnd::timed_out, 0, "")));
}

TEST(Crash, OneOfALogFitsAnyStatus) {
    const CrashSignature of_log = crash_signature("KeyError: 1");
    EXPECT_TRUE((CrashSignature{.status = 2, .words = "KeyError"}).is_of(of_log));
    EXPECT_FALSE((CrashSignature{.status = 2, .words = "TypeError"}).is_of(of_log));
    EXPECT_FALSE((CrashSignature{.status = 1, .words = "KeyError"}).is_of({.status = 2, .words = "KeyError"}));
    EXPECT_EQ(describe(CrashSignature{.status = 139, .words = ""}), "status 139");
}

} // namespace
} // namespace squire::bugreport
