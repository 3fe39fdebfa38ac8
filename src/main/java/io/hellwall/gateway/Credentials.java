package io.hellwall.gateway;

import io.hellwall.device.MacAddress;
import io.hellwall.token.BaseToken;

/**
 * What a request proves itself with.
 *
 * @param fromCookies whether both came in cookies, so that a browser wants the next token
 * in a cookie
 */
record Credentials(BaseToken token, MacAddress device, boolean fromCookies) {
}
