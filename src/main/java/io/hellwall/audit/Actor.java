package io.hellwall.audit;

/**
 * By whom an event was caused.
 *
 * @param name for the log and the administrator; stored, so never change one
 */
public record Actor(String name) {

	/** Whoever holds the account. */
	public static final Actor HOLDER = new Actor("holder");

	/** Whoever may run commands on the machine of the service. */
	public static final Actor COMMAND_LINE = new Actor("command-line");

	/** The service itself, by what it was told to do. */
	public static final Actor SERVICE = new Actor("service");

	/** The bearer of an administration key of that name. */
	public static Actor admin(String keyName) {
		return new Actor("admin:" + keyName);
	}

	/** The registered client with that id. */
	public static Actor client(String id) {
		return new Actor("client:" + id);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
