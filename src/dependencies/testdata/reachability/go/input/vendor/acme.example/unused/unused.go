package unused

import "acme.example/unused"
