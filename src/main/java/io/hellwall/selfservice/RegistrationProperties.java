package io.hellwall.selfservice;

import java.util.List;
import java.util.Locale;

import io.hellwall.account.EmailAddress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may create an account without an administrator.
 *
 * @param mode nobody, everybody, or everybody with an address of the domains
 * @param domains the domains, each without those below it
 */
@ConfigurationProperties("hellwall.registration")
record RegistrationProperties(@DefaultValue("off") Mode mode, @DefaultValue List<String> domains) {

	RegistrationProperties {
		domains = domains.stream().map(RegistrationProperties::normal).toList();
		if ((mode == Mode.DOMAINS) == domains.isEmpty()) {
			throw new IllegalStateException(
					"hellwall.registration.domains must name domains where hellwall.registration.mode is domains, and only there");
		}
	}

	/** Whether an address may have an account that nobody else creates. */
	boolean admits(EmailAddress email) {
		return switch (this.mode) {
			case OFF -> false;
			case OPEN -> true;
			case DOMAINS -> this.domains.contains(domain(email));
		};
	}

	/** In the form that the domains of addresses have. */
	private static String normal(String domain) {
		try {
			return domain(EmailAddress.parse("x@" + domain.strip()));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("hellwall.registration.domains must be domains such as example.org", ex);
		}
	}

	private static String domain(EmailAddress email) {
		return email.value().substring(email.value().indexOf('@') + 1).toLowerCase(Locale.ROOT);
	}

	/** Who may create an account. */
	enum Mode {

		OFF, OPEN, DOMAINS

	}

}
