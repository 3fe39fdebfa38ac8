package io.hellwall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.limit.Limits;
import io.hellwall.login.LoginResult;
import io.hellwall.login.Logins;
import io.hellwall.login.StepUps;
import io.hellwall.metrics.Meters;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.selfservice.AccountExports;
import io.hellwall.selfservice.ForgottenPasswords;
import io.hellwall.selfservice.HolderChanges;
import io.hellwall.selfservice.NewAccounts;
import io.hellwall.selfservice.NewAddresses;
import io.hellwall.selfservice.PasswordResets;
import io.hellwall.selfservice.Registrations;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.Holder;
import io.hellwall.session.Inspection;
import io.hellwall.token.IssuedToken;
import io.hellwall.token.SessionId;
import io.hellwall.session.Sessions;
import io.hellwall.session.Verdict;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import org.jspecify.annotations.Nullable;
import org.mockito.MockMakers;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/**
 * An edge of the service before a core that has no stores, for tests that ask it very
 * often. What the core decides follows from the last byte of the MAC.
 */
public final class TestCore {

	private static final Duration HOUR = Duration.ofHours(1);

	private final AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();

	private TestCore(String... packages) {
		this.context.setServletContext(new MockServletContext());
		new ConfigDataApplicationContextInitializer().initialize(this.context);
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("hellwall.limit.enabled", "false", "hellwall.tcp.enabled", "false")));
		this.context.register(Core.class);
		this.context.scan(packages);
		this.context.refresh();
	}

	/** Starts the beans of these packages. */
	public static TestCore behind(String... packages) {
		return new TestCore(packages);
	}

	public AnnotationConfigWebApplicationContext context() {
		return this.context;
	}

	/**
	 * The device that the core was asked about since the last call; null if it was not.
	 */
	public @Nullable Device asked() {
		return this.context.getBean(Decisions.class).asked();
	}

	/** Not to be found by a scan, or the whole service would have this core. */
	@ConfigurationPropertiesScan("io.hellwall")
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
			ValidationAutoConfiguration.class, WebMvcAutoConfiguration.class })
	@Import({ TokenForm.class, Limits.class, Meters.class, TestClock.class })
	static class Core {

		@Bean
		static Decisions decisions(TokenForm form, InstantSource time) {
			return new Decisions(form.parse("0".repeat(64)), time.instant().plus(HOUR));
		}

		@Bean
		static Sessions sessions(Decisions decisions) {
			return mock(Sessions.class, decisions);
		}

		@Bean
		static AccountSessions accountSessions(Decisions decisions) {
			return mock(AccountSessions.class, decisions);
		}

		@Bean
		static Logins logins(Decisions decisions) {
			return mock(Logins.class, decisions);
		}

		@Bean
		static StepUps stepUps(Decisions decisions) {
			return mock(StepUps.class, decisions);
		}

		@Bean
		static Passcodes passcodes(Decisions decisions) {
			return mock(Passcodes.class, decisions);
		}

		@Bean
		static HolderChanges holderChanges(Decisions decisions) {
			return mock(HolderChanges.class, decisions);
		}

		@Bean
		static NewAddresses newAddresses(Decisions decisions) {
			return mock(NewAddresses.class, decisions);
		}

		@Bean
		static AccountExports accountExports(Decisions decisions) {
			return mock(AccountExports.class, decisions);
		}

		@Bean
		static PasswordResets passwordResets(Decisions decisions) {
			return mock(PasswordResets.class, decisions);
		}

		@Bean
		static ForgottenPasswords forgottenPasswords(Decisions decisions) {
			return mock(ForgottenPasswords.class, decisions);
		}

		@Bean
		static Registrations registrations(Decisions decisions) {
			return mock(Registrations.class, decisions);
		}

		@Bean
		static NewAccounts newAccounts(Decisions decisions) {
			return mock(NewAccounts.class, decisions);
		}

		/** Keeps no record of the calls, and needs no agent. */
		private static <T> T mock(Class<T> type, Decisions decisions) {
			return Mockito.mock(type,
					Mockito.withSettings()
						.mockMaker(MockMakers.SUBCLASS)
						.stubOnly()
						.defaultAnswer((call) -> decisions.decide(call)));
		}

	}

	static final class Decisions {

		private final AccountId account = new AccountId(new UUID(1, 1));

		private final EmailAddress email = EmailAddress.parse("alice@example.org");

		private final IssuedToken token;

		private @Nullable Device asked;

		Decisions(BaseToken token, Instant expiresAt) {
			this.token = new IssuedToken(token, expiresAt, HOUR, new SessionId(new UUID(2, 2)));
		}

		@Nullable Device asked() {
			Device asked = this.asked;
			this.asked = null;
			return asked;
		}

		private static @Nullable Device device(Object[] arguments) {
			return Arrays.stream(arguments)
				.filter(Device.class::isInstance)
				.map(Device.class::cast)
				.findFirst()
				.orElse(null);
		}

		@Nullable Object decide(InvocationOnMock call) throws Throwable {
			Device device = device(call.getArguments());
			if (device == null) {
				return Mockito.RETURNS_DEFAULTS.answer(call);
			}
			this.asked = device;
			int decision = device.mac().bytes()[5] & 3;
			return switch (call.getMethod().getName()) {
				case "request" -> switch (decision) {
					case 0 -> new RequestResult.Denied();
					case 1 -> new RequestResult.TooSoon(HOUR);
					default -> new RequestResult.Sent(this.token.expiresAt(), HOUR);
				};
				case "mailPasscode" ->
					(decision == 0) ? new RequestResult.Denied() : new RequestResult.Sent(this.token.expiresAt(), HOUR);
				case "moveSession" -> (decision == 0) ? Optional.empty() : Optional.of(this.token);
				case "login" -> (decision == 0) ? new LoginResult.Denied() : new LoginResult.LoggedIn(this.token);
				case "verify" -> switch (decision) {
					case 0 -> new Verdict.Unauthorized();
					case 1 -> new Verdict.Renewed(this.account, this.email, this.token);
					default -> new Verdict.Authorized(this.account, this.email, this.token.session(),
							this.token.expiresAt(), HOUR);
				};
				case "inspect" -> switch (decision) {
					case 0 -> new Inspection.Unauthorized();
					case 1 -> new Inspection.Expired(this.account, this.email, this.token.session());
					default ->
						new Inspection.Good(this.account, this.email, this.token.session(), 0, this.token.expiresAt());
				};
				case "holder" -> (decision == 0) ? Optional.empty()
						: Optional.of(new Holder(this.account, this.token.session(), device));
				case "renew" -> (decision == 0) ? new Verdict.Unauthorized()
						: new Verdict.Renewed(this.account, this.email, this.token);
				default -> null;
			};
		}

	}

}
