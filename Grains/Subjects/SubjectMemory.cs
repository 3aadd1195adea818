namespace SchemaRegistry.Grains.Subjects;

/// <summary>What the grain of one subject remembers.</summary>
internal sealed record SubjectMemory(LeasedSubject Subject, RequestMemory Requests);
