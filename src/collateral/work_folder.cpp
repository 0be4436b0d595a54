// SPDX-License-Identifier: MIT
#include "collateral/work_folder.h"

#include <cstdlib>
#include <string>

namespace squire::collateral {

namespace fs = std::filesystem;

WorkFolder::WorkFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "squire-work-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

} // namespace squire::collateral
