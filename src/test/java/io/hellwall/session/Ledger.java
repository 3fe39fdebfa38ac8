package io.hellwall.session;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import io.hellwall.TestClient;
import io.hellwall.TestService.Answer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client's sessions, and what the service acknowledged of each. What was answered is
 * binding; what was not answered, or with 503, may have happened or not.
 */
final class Ledger {

	private static final int SESSIONS = 6;

	private final IntFunction<TestClient> nodes;

	private final String email;

	private final Random random;

	private final List<Entry> entries = new ArrayList<>();

	private int operations;

	/**
	 * @param nodes the node to ask, of those that there are, by any number
	 * @param email of an account that no other ledger has
	 */
	Ledger(IntFunction<TestClient> nodes, String email, int seed) {
		this.nodes = nodes;
		this.email = email;
		this.random = new Random(seed);
	}

	/** Does one thing to one of the sessions, or opens another. */
	void step() {
		this.operations++;
		Entry entry = this.entries.isEmpty() ? null : this.entries.get(this.random.nextInt(this.entries.size()));
		int choice = this.random.nextInt(100);
		if (entry == null || (choice < 4 && this.entries.size() < SESSIONS)) {
			login();
		}
		else if (choice == 4) {
			replay(entry);
		}
		else if (choice < 8) {
			logout(entry);
		}
		else if (choice < 35) {
			renew(entry);
		}
		else {
			verify(entry);
		}
	}

	int operations() {
		return this.operations;
	}

	int acknowledgedLogins() {
		return this.entries.size();
	}

	long revoked() {
		return this.entries.stream().filter((entry) -> entry.state == State.REVOKED).count();
	}

	/** What was acknowledged holds on that node. */
	void check(TestClient node) {
		for (Entry entry : this.entries) {
			Answer answer = node.verify(entry.token, entry.mac);
			switch (entry.state) {
				case LIVE -> assertThat(answer.status()).as("acknowledged login or renewal").isEqualTo(200);
				case REVOKED -> assertThat(answer.status()).as("acknowledged logout").isEqualTo(401);
				case UNKNOWN -> assertThat(answer.status()).as("unanswered logout").isIn(200, 401);
			}
		}
	}

	/** No passcode that opened a session opens another. */
	void replayAll() {
		this.entries.forEach(this::replay);
	}

	private void login() {
		String mac = "02:00:00:%02x:%02x:%02x".formatted(this.random.nextInt(256), this.random.nextInt(256),
				this.random.nextInt(256));
		try {
			String passcode = node().passcode(this.email, mac);
			Answer answer = node().login(this.email, mac, passcode);
			if (answer.status() == 200) {
				this.entries.add(new Entry(mac, passcode, answer.text("token")));
			}
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			// Not answered: nobody was promised anything.
		}
	}

	private void replay(Entry entry) {
		Answer answer = ask(() -> node().login(this.email, entry.mac, entry.passcode));
		assertThat(answer == null || answer.status() != 200).as("passcode spent twice").isTrue();
	}

	private void logout(Entry entry) {
		Answer answer = ask(() -> node().logout(entry.token, entry.mac));
		if (entry.state != State.REVOKED) {
			entry.state = (answer != null && answer.status() == 204) ? State.REVOKED : State.UNKNOWN;
		}
	}

	private void renew(Entry entry) {
		Answer answer = ask(() -> node().renew(entry.token, entry.mac));
		judge(entry, answer);
		if (answer != null && answer.status() == 200) {
			entry.token = answer.text("token");
		}
	}

	private void verify(Entry entry) {
		Answer answer = ask(() -> node().verify(entry.token, entry.mac));
		judge(entry, answer);
		if (answer != null && answer.text("status").equals("renew")) { // after a renewal
																		// that was not
																		// answered
			entry.token = answer.text("token");
		}
	}

	private static void judge(Entry entry, @Nullable Answer answer) {
		if (answer != null && answer.status() != 503) {
			switch (entry.state) {
				case LIVE -> assertThat(answer.status()).as("live session").isEqualTo(200);
				case REVOKED -> assertThat(answer.status()).as("revoked session").isEqualTo(401);
				case UNKNOWN -> assertThat(answer.status()).isIn(200, 401);
			}
		}
	}

	/** Null if there was no answer. */
	private static @Nullable Answer ask(Request request) {
		try {
			return request.send();
		}
		catch (UncheckedIOException ex) {
			return null;
		}
	}

	private TestClient node() {
		return this.nodes.apply(this.random.nextInt(1000));
	}

	private interface Request {

		Answer send();

	}

	private enum State {

		LIVE, REVOKED, UNKNOWN

	}

	private static final class Entry {

		private final String mac;

		private final String passcode;

		private String token;

		private State state = State.LIVE;

		Entry(String mac, String passcode, String token) {
			this.mac = mac;
			this.passcode = passcode;
			this.token = token;
		}

	}

}
