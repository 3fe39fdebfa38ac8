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
 * @param known whether the account logged in from that device and network before; null if
 * nobody asked
 * @param reason why a request was refused: for the operator, and for a holder who exports
 * the data, never in the answer to that request; or what an event is about that concerns
 * no account
 * @param by who caused it; null if the event says it already
 */
public record Entry(Event event, @Nullable UUID account, @Nullable UUID session, @Nullable Device device,
		@Nullable Boolean known, @Nullable String reason, @Nullable Actor by) {

	public static Entry of(Event event) {
		return new Entry(event, null, null, null, null, null, null);
	}

	public Entry account(@Nullable UUID account) {
		return new Entry(this.event, account, this.session, this.device, this.known, this.reason, this.by);
	}

	public Entry session(@Nullable UUID session) {
		return new Entry(this.event, this.account, session, this.device, this.known, this.reason, this.by);
	}

	public Entry device(@Nullable Device device) {
		return new Entry(this.event, this.account, this.session, device, this.known, this.reason, this.by);
	}

	public Entry known(boolean known) {
		return new Entry(this.event, this.account, this.session, this.device, known, this.reason, this.by);
	}

	public Entry reason(@Nullable Enum<?> reason) {
		return about((reason != null) ? reason.name() : null);
	}

	/**
	 * Names what the event is about, such as an admin key or a webhook.
	 * @param name for the log and the administrator, so never a secret
	 */
	public Entry about(@Nullable String name) {
		return new Entry(this.event, this.account, this.session, this.device, this.known, name, this.by);
	}

	public Entry by(Actor by) {
		return new Entry(this.event, this.account, this.session, this.device, this.known, this.reason, by);
	}

	/** The line of the log: the event, and whatever is known of it. */
	String line() {
		StringBuilder line = new StringBuilder(this.event.name());
		add(line, "account", this.account);
		add(line, "session", this.session);
		add(line, "network", (this.device != null) ? this.device.network() : null);
		add(line, "device", (this.known != null) ? (this.known ? "known" : "new") : null);
		add(line, "reason", this.reason);
		add(line, "by", this.by);
		return line.toString();
	}

	private static void add(StringBuilder line, String name, @Nullable Object value) {
		if (value != null) {
			line.append(' ').append(name).append('=').append(value);
		}
	}

}
