package io.hellwall.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists and counts accounts for the administrator. A list names in its SQL only what is
 * asked for, so that an index can be used. What a client sent is always a parameter.
 */
@Service
public class AccountLists {

	private final EntityManager entities;

	private final AccountRepository accounts;

	AccountLists(EntityManagerFactory factory, AccountRepository accounts) {
		this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
		this.accounts = accounts;
	}

	/**
	 * A page of a list.
	 * @param after where it begins; null for the first page
	 * @param limit how many accounts at most, one or more
	 */
	@Transactional(readOnly = true)
	public AccountPage page(AccountSearch search, @Nullable AccountCursor after, int limit) {
		List<Account> found = find(search, after, limit + 1).stream().map(StoredAccount::toAccount).toList();
		if (found.size() <= limit) {
			return new AccountPage(found, null);
		}
		List<Account> page = found.subList(0, limit);
		return new AccountPage(page, AccountCursor.after(page.getLast()));
	}

	public AccountCounts count() {
		return new AccountCounts(this.accounts.count(), this.accounts.countDisabled());
	}

	private List<StoredAccount> find(AccountSearch search, @Nullable AccountCursor after, int limit) {
		List<String> conditions = new ArrayList<>();
		Map<String, Object> values = new LinkedHashMap<>();
		if (search.email() != null) {
			conditions.add("email_key like :part escape '!'");
			values.put("part", search.email().pattern());
		}
		if (search.status() != null) {
			conditions.add("status = '" + search.status().name() + "'");
		}
		if (after != null) {
			conditions.add(search.order().beyond());
			switch (search.order()) {
				case EMAIL, EMAIL_DESCENDING -> values.put("email", after.emailKey());
				case CREATED, CREATED_DESCENDING -> {
					values.put("createdAt", after.createdAt().toEpochMilli());
					values.put("id", after.id());
				}
			}
		}
		String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
		return list("select * from account" + where + " order by " + search.order().columns() + " limit " + limit,
				values);
	}

	@SuppressWarnings("unchecked") // of a native query
	private List<StoredAccount> list(String sql, Map<String, Object> values) {
		Query query = this.entities.createNativeQuery(sql, StoredAccount.class);
		values.forEach(query::setParameter);
		return query.getResultList();
	}

}
