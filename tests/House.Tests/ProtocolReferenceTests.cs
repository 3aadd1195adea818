namespace SchemaRegistry.House.Tests;

/// <summary>Comments that name a section of the protocol reference name one that is there.</summary>
public sealed class ProtocolReferenceTests
{
    private static readonly HashSet<string> Sections = ProtocolReference.Sections(RepositoryRoot.Read(ProtocolReference.Page));

    [Fact]
    public void Every_section_that_is_named_in_the_repository_is_a_heading_of_the_page()
    {
        var citations = RepositoryRoot.Files("cs", "sql", "proto", "md", "sh")
            .Where(file => file != ProtocolReference.Page)
            .SelectMany(file => ProtocolReference.CitedIn(RepositoryRoot.Read(file)).Select(number => (File: file, Number: number)))
            .ToList();
        var leadingNowhere = citations.Where(citation => !Sections.Contains(citation.Number));

        Assert.NotEmpty(citations);
        Assert.Empty(leadingNowhere);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("6.99")]
    [InlineData("11.4.99")]
    public void A_section_that_is_not_there_is_found_out_alone_and_in_a_list(string number)
    {
        Assert.Equal([number], Missing($"/// <summary>As it says (reference {number}).</summary>"));
        Assert.Equal([number], Missing($"// See reference 3.1, {number} and 6.6."));
        Assert.Equal([number], Missing($"Reference 6.2 to {number}"));
    }

    [Fact]
    public void A_number_of_something_else_is_no_section() =>
        Assert.Equal(["6.1"], ProtocolReference.CitedIn("reference 6.1, step 6; a reference to version 3; references 2"));

    private static IEnumerable<string> Missing(string text) => ProtocolReference.CitedIn(text).Except(Sections);
}
