package io.hellwall.legacy;

import org.springframework.stereotype.Component;

/** What the three ports serve. */
@Component
record Pipes(PasscodePipe passcodes, LoginPipe logins, RequestPipe requests) {
}
