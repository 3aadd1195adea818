using System.Diagnostics.Metrics;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Content;

/// <summary>
/// Keeps what schemas take while they are read, checked and compared within a part of the memory (<see cref="RegistryOptions.ParseBudgetBytes"/>).
/// Each call of a grain is one piece of work; what it reads on the way, references and earlier versions, comes on top of what it began with.
/// </summary>
internal sealed class ParseBudget
{
    /// <summary>Bytes that a schema takes at most while it is read and compared, for each character of its text.</summary>
    public const int WeightOfCharacter = 40;

    /// <summary>In characters. What is no longer than this is not worth weighing.</summary>
    public const int ShortText = 4 << 10;

    // One that waits holds its text, which is a small part of what it will weigh.
    private const int LineOfBudgets = 8;

    // The budget is an eighth of the heap; a single schema that takes more than half of it would leave too little for the rest.
    private const int MostOfBudgets = 4;

    // As the driver has it, and as a text.
    private const int CopiesRead = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly WeightBudget _budget;
    private readonly WeightBudget _reading;
    private readonly AsyncLocal<WeightHolding?> _work = new();

    public ParseBudget(RegistryOptions options, TimeProvider clock, IMeterFactory? meters = null)
    {
        _budget = new WeightBudget(options.ParseBudgetBytes, LineOfBudgets * options.ParseBudgetBytes, Patience, clock);
        _reading = new WeightBudget(options.ParseBudgetBytes / 2, LineOfBudgets * options.ParseBudgetBytes, Patience, clock);
        if (meters is not null)
        {
            _budget.Show(meters.Create(WeightBudgetMetrics.MeterName), "parse_budget", "schemas while they are read, checked and compared");
        }
    }

    /// <summary>The longest text that there is memory for, and all that it refers to together, in characters.</summary>
    public static long MostLength(RegistryOptions options) => MostOfBudgets * options.ParseBudgetBytes / WeightOfCharacter;

    /// <summary>What all work weighs now.</summary>
    public long Taken => _budget.Taken;

    /// <summary>What is read until this is disposed of is one piece of work.</summary>
    public IDisposable Begin() => _work.Value = _budget.Begin();

    /// <summary>What is read until this is disposed of is given up then, while the work goes on.</summary>
    public Passing BeginPassing() => new(_work.Value);

    /// <summary>Waits until texts may be taken from the store; they are weighed until this is disposed of.</summary>
    /// <param name="bytes">How long they are together, in UTF-8.</param>
    /// <exception cref="RegistryUnavailableException">There was no room in time.</exception>
    public async ValueTask<WeightHolding> BeginReading(long bytes, CancellationToken cancellationToken)
    {
        var reading = _reading.Begin();
        return bytes <= ShortText || await reading.Add(bytes * CopiesRead, cancellationToken) ? reading : throw Busy();
    }

    /// <summary>Waits until a text may be parsed.</summary>
    /// <param name="length">In characters.</param>
    /// <exception cref="RegistryUnavailableException">There was no room in time.</exception>
    public async ValueTask Admit(long length, CancellationToken cancellationToken)
    {
        if (length > ShortText && _work.Value is { } work && !await work.Add(length * WeightOfCharacter, cancellationToken))
        {
            throw Busy();
        }
    }

    private static RegistryUnavailableException Busy() => new("The registry is busy with large schemas; try again");

    /// <summary>A part of a piece of work.</summary>
    internal readonly struct Passing(WeightHolding? work) : IDisposable
    {
        private readonly long _before = work?.Weight ?? 0;

        public void Dispose() => work?.Shrink(_before);
    }
}
