package io.hellwall.persistence;

import javax.sql.DataSource;

import jakarta.persistence.EntityManagerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** Passcodes and what protects them from guessing. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(basePackages = "io.hellwall.passcode", entityManagerFactoryRef = "passcodesEntityManagerFactory",
		transactionManagerRef = "passcodesTransactionManager")
class PasscodesStore {

	@Bean
	SqliteStore passcodesFile(StoreProperties stores) {
		return new SqliteStore("passcodes", stores.passcodes().url());
	}

	@Bean
	DataSource passcodesDataSource(@Qualifier("passcodesFile") SqliteStore passcodesFile) {
		return passcodesFile.dataSource();
	}

	@Bean
	LocalContainerEntityManagerFactoryBean passcodesEntityManagerFactory(
			@Qualifier("passcodesDataSource") DataSource passcodesDataSource) {
		return EntityManagers.of("passcodes", passcodesDataSource, "io.hellwall.passcode", "io.hellwall.persistence");
	}

	@Bean
	JpaTransactionManager passcodesTransactionManager(
			@Qualifier("passcodesEntityManagerFactory") EntityManagerFactory passcodesEntityManagerFactory) {
		return new JpaTransactionManager(passcodesEntityManagerFactory);
	}

	@Bean
	HealthIndicator passcodesHealthIndicator(@Qualifier("passcodesFile") SqliteStore passcodesFile) {
		return new DataSourceHealthIndicator(passcodesFile.readers(), "select exists (select 1 from passcode)");
	}

}
