package io.hellwall.audit;

import java.util.UUID;

import io.hellwall.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of one request.
 * <p>
 * Accounts and sessions are plain UUIDs here and nowhere else: their packages use this
 * one, so this one cannot know their types.
 *
 * @param account the account; null for a stranger
 * @param session the session, if one is concerned
 * @param device the device that sent the request; null for the administrator
 * @param reason why a request was refused: for the operator, never for the client
 */
public record Entry(Event event, @Nullable UUID account, @Nullable UUID session, @Nullable Device device,
		@Nullable Enum<?> reason) {

	public static Entry of(Event event) {
		return new Entry(event, null, null, null, null);
	}

	public Entry account(@Nullable UUID account) {
		return new Entry(this.event, account, this.session, this.device, this.reason);
	}

	public Entry session(@Nullable UUID session) {
		return new Entry(this.event, this.account, session, this.device, this.reason);
	}

	public Entry device(Device device) {
		return new Entry(this.event, this.account, this.session, device, this.reason);
	}

	public Entry reason(Enum<?> reason) {
		return new Entry(this.event, this.account, this.session, this.device, reason);
	}

}
