package io.hellwall.session;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import io.hellwall.token.SessionId;

/**
 * Who holds a good token.
 *
 * @param session the session that the token belongs to
 */
public record Holder(AccountId account, SessionId session, Device device) {
}
