package io.hellwall.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.lifecycle.AccountLifecycle;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Lists of accounts: what is in them, in which order, and where a page begins. */
@EachStore
@ResourceLock(SharedService.CLOCK)
class AccountListsTest {

	private static final Password PASSWORD = Password.parse(TestService.PASSWORD);

	@Parameter
	TestStore store;

	private TestService service;

	private AccountLists lists;

	/** A domain of this test's own. */
	private String domain;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.lists = this.service.context().getBean(AccountLists.class);
		this.domain = UUID.randomUUID() + ".example.org";
	}

	@ParameterizedTest
	@EnumSource
	void pageWhenManyPagesThenEveryAccountIsOnOneInOrder(AccountOrder order) {
		List<String> names = List.of("c", "A", "e", "b", "d", "f", "g");
		for (String name : names) {
			create(name);
			if (!name.equals("e")) { // two of the same time
				this.service.clock().advance(Duration.ofSeconds(1));
			}
		}
		List<Account> listed = all(new AccountSearch(new EmailPart(this.domain), null, order), 2);
		assertThat(listed).hasSize(names.size()).isSortedAccordingTo(comparator(order));
	}

	private static Comparator<Account> comparator(AccountOrder order) {
		Comparator<Account> byEmail = Comparator.comparing((account) -> account.email().key());
		Comparator<Account> byTime = Comparator.comparing(Account::createdAt);
		return switch (order) {
			case EMAIL -> byEmail;
			case EMAIL_DESCENDING -> byEmail.reversed();
			case CREATED -> byTime;
			case CREATED_DESCENDING -> byTime.reversed();
		};
	}

	@Test
	void pageWhenTheAccountBeforeItIsErasedThenGoesOnAfterIt() {
		for (String name : List.of("a", "b", "c", "d")) {
			create(name);
		}
		AccountSearch search = new AccountSearch(new EmailPart(this.domain), null, AccountOrder.EMAIL);
		AccountPage first = this.lists.page(search, null, 2);
		for (Account account : first.accounts()) {
			this.service.context().getBean(AccountLifecycle.class).erase(account.id(), Actor.COMMAND_LINE);
		}
		assertThat(names(this.lists.page(search, first.next(), 2))).containsExactly("c", "d");
	}

	@Test
	void pageWhenItIsTheLastThenHasNoNext() {
		create("a");
		create("b");
		AccountSearch search = new AccountSearch(new EmailPart(this.domain), null, AccountOrder.EMAIL);
		assertThat(this.lists.page(search, null, 2).next()).isNull();
		assertThat(this.lists.page(search, null, 1).next()).isNotNull();
	}

	/** Neither is a wildcard, nor is the sign that takes that meaning away. */
	@ParameterizedTest
	@ValueSource(strings = { "%", "_", "!" })
	void pageWhenThePartHasAWildcardThenItMeansItself(String sign) {
		create("a" + sign + "b");
		create("axb");
		assertThat(names("a" + sign + "b@" + this.domain)).containsExactly("a" + sign + "b");
	}

	@Test
	void pageWhenCaseDiffersThenFinds() {
		create("Alice");
		assertThat(names("aLICE@" + this.domain)).containsExactly("Alice");
		assertThat(names("bob@" + this.domain)).isEmpty();
	}

	@Test
	void pageWhenOfAStatusThenHasNoOther() {
		create("a");
		AccountId disabled = create("b");
		this.service.context()
			.getBean(AccountLifecycle.class)
			.change(disabled, (version) -> true, AccountEdit.of(AccountStatus.DISABLED), Actor.COMMAND_LINE);
		EmailPart part = new EmailPart(this.domain);
		for (AccountOrder order : AccountOrder.values()) {
			assertThat(names(all(new AccountSearch(part, AccountStatus.ACTIVE, order), 5))).containsExactly("a");
			assertThat(names(all(new AccountSearch(part, AccountStatus.DISABLED, order), 5))).containsExactly("b");
			assertThat(all(new AccountSearch(null, AccountStatus.DISABLED, order), 50)).extracting(Account::id)
				.contains(disabled);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "alice@example.org", "%", "MQ", "MTI", "4pyT" })
	void parseWhenNoCursorThenRefusesWithoutRepeatingIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AccountCursor.parse(text))
			.withMessage("must be the next of a page before");
	}

	@Test
	void parseWhenWrittenThenIsTheSameCursor() {
		AccountCursor cursor = AccountCursor.after(TestAccounts.active("Alice@example.org"));
		assertThat(AccountCursor.parse(cursor.toString())).isEqualTo(cursor);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "\u0000", "é" })
	void emailPartWhenNoPartOfAnAddressThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new EmailPart(text));
	}

	private AccountId create(String name) {
		CreateResult result = this.service.context()
			.getBean(Accounts.class)
			.create(EmailAddress.parse(name + "@" + this.domain), PASSWORD, null, Actor.COMMAND_LINE);
		assertThat(result).isInstanceOf(CreateResult.Created.class);
		return ((CreateResult.Created) result).account().id();
	}

	private List<Account> all(AccountSearch search, int limit) {
		List<Account> all = new ArrayList<>();
		Set<AccountId> ids = new HashSet<>();
		@Nullable AccountCursor next = null;
		do {
			AccountPage page = this.lists.page(search, next, limit);
			assertThat(page.accounts()).hasSizeLessThanOrEqualTo(limit)
				.allSatisfy((account) -> assertThat(ids.add(account.id())).isTrue());
			all.addAll(page.accounts());
			next = page.next();
		}
		while (next != null);
		return all;
	}

	private List<String> names(String part) {
		return names(all(new AccountSearch(new EmailPart(part), null, AccountOrder.EMAIL), 5));
	}

	private static List<String> names(AccountPage page) {
		return names(page.accounts());
	}

	private static List<String> names(List<Account> accounts) {
		return accounts.stream().map((account) -> account.email().localPart()).toList();
	}

}
