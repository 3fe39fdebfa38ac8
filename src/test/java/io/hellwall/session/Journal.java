package io.hellwall.session;

import io.hellwall.session.StoreFiles.Attempts;
import io.hellwall.session.StoreFiles.Chain;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one device was answered. That is binding; what was not answered may have happened
 * or not, but not twice.
 */
final class Journal {

	private final String mac;

	private final String passcode;

	private String token = "";

	private State state = State.UNOPENED;

	private boolean loginUnanswered;

	private boolean renewalUnanswered;

	private int generation;

	/** Attempts at the passcode. */
	private final Count attempts = new Count();

	/** Passwords from the device that were counted, and not found right yet. */
	private Count guesses = new Count();

	Journal(String mac, String passcode) {
		this.mac = mac;
		this.passcode = passcode;
	}

	String mac() {
		return this.mac;
	}

	String passcode() {
		return this.passcode;
	}

	String token() {
		return this.token;
	}

	boolean revoked() {
		return this.state == State.REVOKED;
	}

	/** Nobody knows whether it was logged in. */
	boolean doubtful() {
		return this.state == State.UNOPENED && this.loginUnanswered;
	}

	/** A wrong passcode, before the right one. */
	void guessed(@Nullable Reply reply) {
		this.attempts.add(reply);
		assertThat(reply == null || reply.status() == 401).as("wrong passcode").isTrue();
	}

	/** The right passcode. */
	void loggedIn(@Nullable Reply reply) {
		if (reply != null && reply.status() == 200) {
			this.attempts.add(reply);
			this.state = State.LIVE;
			this.token = reply.token();
		}
		else {
			// Counted only if the passcode is not spent already.
			this.attempts.add(null);
			this.loginUnanswered |= reply == null;
		}
	}

	/** The passcode that opened the session. */
	void replayed(@Nullable Reply reply) {
		if (reply == null) {
			this.guesses.add(reply);
		}
		else {
			guessesForgotten(); // the password was right
		}
		assertThat(reply == null || reply.status() == 401).as("passcode spent twice").isTrue();
	}

	void guessesForgotten() {
		this.guesses = new Count();
	}

	void loggedOut(@Nullable Reply reply) {
		if (this.state != State.REVOKED) {
			this.state = (reply != null && reply.status() == 204) ? State.REVOKED : State.UNKNOWN;
		}
	}

	void renewed(@Nullable Reply reply) {
		this.renewalUnanswered |= reply == null && this.state != State.REVOKED;
		judge(reply);
	}

	void judge(@Nullable Reply reply) {
		if (reply == null) {
			return;
		}
		switch (this.state) {
			case UNOPENED -> throw new IllegalStateException("it has no token");
			case LIVE -> assertThat(reply.status()).as("acknowledged login or renewal").isEqualTo(200);
			case REVOKED -> assertThat(reply.status()).as("acknowledged logout").isEqualTo(401);
			case UNKNOWN -> {
				assertThat(reply.status()).as("unanswered logout").isIn(200, 401);
				this.state = (reply.status() == 200) ? State.LIVE : State.REVOKED;
			}
		}
		if (reply.status() == 200) {
			this.renewalUnanswered = false;
			if (!reply.token().isEmpty()) {
				this.token = reply.token();
				this.generation++;
			}
		}
	}

	/**
	 * One session for one passcode, one successor for each renewal, and none for nothing.
	 */
	void checkSessions(Chain chain) {
		if (this.state == State.UNOPENED) {
			assertThat(chain.sessions()).as("login at most once").isBetween(0, this.loginUnanswered ? 1 : 0);
			return;
		}
		assertThat(chain.sessions()).as("sessions of an acknowledged login").isOne();
		assertThat(chain.generation()).as("acknowledged renewals, and at most one unanswered")
			.isBetween(this.generation, this.generation + (this.renewalUnanswered ? 1 : 0));
		assertThat(chain.tokens()).as("tokens").isEqualTo(chain.generation() + 1);
	}

	void checkAttempts(Attempts row) {
		this.attempts.check("attempts", row.attempts());
		if (this.state != State.UNOPENED) {
			assertThat(row.used()).as("passcode of an acknowledged login is spent").isTrue();
		}
	}

	void checkGuesses(int counted) {
		if (this.state != State.UNOPENED) {
			this.guesses.check("guesses", counted);
		}
	}

	/** What came back over HTTP or TCP; the token is empty if there was none in it. */
	record Reply(int status, String token) {

		@Override
		public String toString() {
			return "Reply[" + this.status + "]";
		}

	}

	/** How often something was counted for certain, and how often perhaps. */
	static final class Count {

		private int certain;

		private int perhaps;

		void add(@Nullable Reply reply) {
			if (reply != null) {
				this.certain++;
			}
			else {
				this.perhaps++;
			}
		}

		/** One more perhaps, or all was forgiven. */
		Count inDoubt() {
			Count count = new Count();
			count.perhaps = most() + 1;
			return count;
		}

		int most() {
			return this.certain + this.perhaps;
		}

		void check(String what, int counted) {
			assertThat(counted).as(what).isBetween(this.certain, most());
		}

	}

	private enum State {

		/** It was not told of a session. */
		UNOPENED,

		LIVE, REVOKED,

		/** Its logout was not answered. */
		UNKNOWN

	}

}
