namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>What holds of <see cref="NewerRows"/>.</summary>
public abstract class NewerRowTests
{
    internal abstract NewerRows Rows { get; }

    [Fact]
    public Task What_is_not_known_of_a_subjects_settings_is_kept() => Rows.Keep_what_is_not_known_of_a_subjects_settings();

    [Fact]
    public Task What_is_not_known_of_a_scopes_settings_is_kept() => Rows.Keep_what_is_not_known_of_a_scopes_settings();

    [Fact]
    public Task What_is_not_known_gives_way_to_what_is_set() => Rows.Give_way_to_what_is_set();

    [Fact]
    public Task What_is_not_known_stands_in_the_log_as_in_the_table() => Rows.Stand_in_the_log_as_in_the_table();

    [Fact]
    public Task What_is_not_known_of_metadata_rules_and_references_is_carried_into_new_versions() => Rows.Carry_metadata_rules_and_references_into_new_versions();

    [Fact]
    public Task A_schema_of_a_type_that_is_not_known_is_shown() => Rows.Show_a_schema_of_a_type_that_is_not_known();

    [Fact]
    public Task Kinds_of_changes_that_are_not_known_leave_no_gap_in_the_log() => Rows.Are_passed_by_in_the_log_and_leave_no_gap();
}
