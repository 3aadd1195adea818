namespace SchemaRegistry.Model;

/// <summary>How a value is shown that only a newer build knows. Never read: nobody can ask for it.</summary>
public static class UnknownName
{
    public const string Text = "UNKNOWN";
}
