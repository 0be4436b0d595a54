// SPDX-License-Identifier: MIT
// Every name marked here is wrong on purpose: lint/run fails where clang-tidy does not say so of each of them. In no target.
namespace squire::BadNamespace { // bad: namespaces are snake_case

class bad_class { // bad: types are CamelCase
public:
    void BadMethod(); // bad: functions are snake_case

private:
    int bad_member = 0; // bad: private members end with _
};

enum class BadEnum { BadEnumerator }; // bad: enumerators are snake_case

constexpr int bad_constant = 1; // bad: constants are kCamelCase

int bad_function(int BadParameter) { // bad: parameters are snake_case
    const int BadVariable = BadParameter; // bad: variables are snake_case
    return BadVariable;
}

} // namespace squire::BadNamespace
