package io.hellwall.session;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

import io.hellwall.TestNode;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.session.Journal.Count;
import io.hellwall.session.Journal.Reply;
import io.hellwall.session.StoreFiles.Attempts;
import io.hellwall.session.StoreFiles.Chain;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client with an account of its own, and what the service acknowledged of what it
 * did. What was answered is binding; what was not answered, or with 503, may have
 * happened or not.
 */
final class Ledger {

	/** Of its sessions, these are in use. */
	private static final int RECENT = 12;

	/** The hundredth wrong guess in a row would be the last. */
	private static final int GUESSES = 5;

	private final IntFunction<TestNode> nodes;

	private final String email;

	private final String accountId;

	private final Random random;

	private final List<Journal> journals = new ArrayList<>();

	private final List<Journal> opened = new ArrayList<>();

	private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

	/** Guesses at passcodes of the account since its last login. */
	private Count failures = new Count();

	private int sessions = 6;

	/**
	 * Makes an account for itself.
	 * @param nodes the node to ask, of those that there are, by any number
	 */
	Ledger(IntFunction<TestNode> nodes, int seed) {
		this.nodes = nodes;
		this.random = new Random(seed);
		this.email = "ledger-" + seed + "@example.org";
		this.accountId = newAccount(node());
	}

	private String newAccount(TestNode node) {
		Answer answer = node.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(this.email, TestService.PASSWORD), node.adminKey());
		assertThat(answer.status()).isEqualTo(201);
		return answer.text("id");
	}

	/** Does one thing to one of the sessions, or opens another. */
	void step() {
		int choice = this.random.nextInt(100);
		if (this.opened.isEmpty() || (choice < 4 && this.opened.size() < this.sessions)) {
			login();
			return;
		}
		Journal journal = recent();
		if (choice == 4) {
			replay(journal);
		}
		else if (choice < 8) {
			journal.loggedOut(ask(() -> node().logout(journal.token(), journal.mac())));
		}
		else if (choice == 8) {
			forge(node(), journal);
		}
		else if (choice < 35) {
			journal.renewed(ask(() -> node().renew(journal.token(), journal.mac())));
		}
		else if (choice < 85) {
			journal.judge(ask(() -> node().verify(journal.token(), journal.mac())));
		}
		else {
			journal.judge(askPipe(node(), journal));
		}
	}

	/** So many more sessions may be opened. */
	void allow(int more) {
		this.sessions += more;
	}

	int count(Outcome outcome) {
		return this.outcomes.getOrDefault(outcome, 0);
	}

	int operations() {
		return this.outcomes.values().stream().mapToInt(Integer::intValue).sum();
	}

	int acknowledgedLogins() {
		return this.opened.size();
	}

	long revoked() {
		return this.opened.stream().filter(Journal::revoked).count();
	}

	/** What was acknowledged holds on that node. */
	void check(TestNode node) {
		for (Journal journal : this.opened) {
			journal.judge(reply(node.verify(journal.token(), journal.mac())));
			forge(node, journal);
		}
	}

	/** What was acknowledged is in the files, and what was not at most once. */
	void check(StoreFiles files) {
		Map<String, Chain> chains = files.chains(this.email);
		Map<String, Attempts> attempts = files.attempts(this.email);
		for (Journal journal : this.journals) {
			Chain chain = chains.remove(journal.mac());
			journal.checkSessions((chain != null) ? chain : Chain.none(journal.mac()));
			journal.checkAttempts(attempts.getOrDefault(journal.mac(), Attempts.none(journal.mac())));
			journal.checkGuesses(files.guesses(this.email, "place " + journal.mac()));
		}
		assertThat(chains).as("sessions that nobody asked for").isEmpty();
		this.failures.check("guesses at passcodes", files.passcodeFailures(this.email));
	}

	/** No passcode that opened a session opens another. */
	void replayAll() {
		this.opened.forEach(this::replay);
	}

	/** Sends the newest passcodes again, which were spent, or perhaps. */
	void sendAgain() {
		if (!this.opened.isEmpty()) {
			replay(this.opened.getLast());
		}
		if (!this.journals.isEmpty() && this.journals.getLast().doubtful()) {
			open(this.journals.getLast());
		}
		if (this.failures.most() >= GUESSES) {
			forgetGuesses(node());
		}
	}

	private Journal recent() {
		return this.opened.get(this.opened.size() - 1 - this.random.nextInt(Math.min(this.opened.size(), RECENT)));
	}

	private void login() {
		String mac = "02:00:00:00:%02x:%02x".formatted(this.journals.size() >> 8, this.journals.size() & 0xff);
		Reply asked = ask(() -> node().post("/passcode", "{" + TestNode.credentials(this.email, mac) + "}"));
		if (asked == null || asked.status() != 202) {
			return;
		}
		Journal journal = new Journal(mac, node().mailedPasscode(this.email));
		this.journals.add(journal);
		if (this.failures.most() < GUESSES && this.random.nextBoolean()) {
			guess(journal);
		}
		if (this.random.nextInt(5) != 0) { // Some lose interest.
			open(journal);
		}
	}

	private void guess(Journal journal) {
		String wrong = (journal.passcode().startsWith("A") ? "B" : "A") + journal.passcode().substring(1);
		Reply reply = ask(() -> node().login(this.email, journal.mac(), wrong));
		journal.guessed(reply);
		this.failures.add(reply);
	}

	private void open(Journal journal) {
		Reply reply = (this.random.nextInt(4) != 0)
				? ask(() -> node().login(this.email, journal.mac(), journal.passcode())) : loginByPipe(node(), journal);
		journal.loggedIn(reply);
		if (reply != null && reply.status() == 200) {
			this.opened.add(journal);
			this.failures = new Count();
		}
		else {
			this.failures = this.failures.inDoubt();
		}
	}

	private void replay(Journal journal) {
		journal.replayed(ask(() -> node().login(this.email, journal.mac(), journal.passcode())));
	}

	/** Neither a token nor a device will do that is only nearly the right one. */
	private void forge(TestNode node, Journal journal) {
		char last = journal.token().charAt(journal.token().length() - 1);
		String near = journal.token().substring(0, journal.token().length() - 1) + ((last == '0') ? '1' : '0');
		Reply token = ask(() -> node.verify(near, journal.mac()));
		assertThat(token == null || token.status() == 401).as("token that was never issued").isTrue();
		Reply device = ask(() -> node.verify(journal.token(), TestService.MAC));
		assertThat(device == null || device.status() == 401).as("token of another device").isTrue();
	}

	private void forgetGuesses(TestNode node) {
		Answer answer = node.send(HttpRequest.newBuilder(node.uri("/admin/accounts/" + this.accountId + "/guesses"))
			.headers(node.adminKey())
			.DELETE()
			.build());
		assertThat(answer.status()).isEqualTo(204);
		this.journals.forEach(Journal::guessesForgotten);
		this.failures = new Count();
	}

	private @Nullable Reply askPipe(TestNode node, Journal journal) {
		String reply = pipe(node, node.requestPort(), journal.token() + "|" + journal.mac() + "|GET /\n");
		return noted(reply.isEmpty() ? null : new Reply(reply.equals("unauthorized") ? 401 : 200,
				reply.startsWith("renew|") ? reply.substring("renew|".length()) : ""));
	}

	private @Nullable Reply loginByPipe(TestNode node, Journal journal) {
		String reply = pipe(node, node.loginPort(),
				String.join("|", journal.mac(), this.email, "", TestService.PASSWORD, journal.passcode() + "\n"));
		return noted(reply.isEmpty() ? null
				: new Reply(reply.equals("False") ? 401 : 200, reply.equals("False") ? "" : reply));
	}

	/** Empty if there was no answer. */
	private static String pipe(TestNode node, int port, String request) {
		try {
			return node.pipe(port, request).strip();
		}
		catch (UncheckedIOException ex) {
			return "";
		}
	}

	/** Null if there was no answer. */
	private @Nullable Reply ask(Request request) {
		try {
			return noted(reply(request.send()));
		}
		catch (UncheckedIOException ex) {
			return noted(null);
		}
	}

	private static @Nullable Reply reply(Answer answer) {
		return (answer.status() == 503) ? null
				: new Reply(answer.status(), answer.body().isEmpty() ? "" : answer.text("token"));
	}

	private @Nullable Reply noted(@Nullable Reply reply) {
		Outcome outcome = (reply == null) ? Outcome.UNKNOWN : (reply.status() < 400) ? Outcome.OK : Outcome.REFUSED;
		this.outcomes.merge(outcome, 1, Integer::sum);
		return reply;
	}

	private TestNode node() {
		return this.nodes.apply(this.random.nextInt(1000));
	}

	private interface Request {

		Answer send();

	}

	/** What became of an operation, as far as its client can tell. */
	enum Outcome {

		OK, REFUSED, UNKNOWN

	}

}
