package io.hellwall.account;

import java.util.function.UnaryOperator;

import io.hellwall.binding.BindingChoice;
import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

/** What an administrator changes of an account. What is null stays as it is. */
public record AccountEdit(@Nullable EmailAddress email, @Nullable PhoneChoice phone, @Nullable AccountStatus status,
		@Nullable BindingChoice binding, @Nullable Language language) implements UnaryOperator<Account> {

	/** Only the status. */
	public static AccountEdit of(AccountStatus status) {
		return new AccountEdit(null, null, status, null, null);
	}

	public boolean isEmpty() {
		return this.email == null && this.phone == null && this.status == null && this.binding == null
				&& this.language == null;
	}

	@Override
	public Account apply(Account account) {
		Account edited = (this.email != null) ? account.withEmail(this.email) : account;
		edited = (this.phone != null) ? edited.withPhone(this.phone.phone()) : edited;
		edited = (this.status != null) ? edited.withStatus(this.status) : edited;
		edited = (this.binding != null) ? edited.withBinding(this.binding.mode()) : edited;
		return (this.language != null) ? edited.withLanguage(this.language) : edited;
	}

}
