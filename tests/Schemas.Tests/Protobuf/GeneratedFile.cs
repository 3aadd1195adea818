using System.Globalization;
using System.Text;
using CsCheck;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>
/// Makes random files that are mostly valid and use every feature in odd layouts. A file depends on its seed and index alone;
/// the index is in its package, so that many can be compiled together.
/// </summary>
internal sealed class GeneratedFile
{
    private static readonly string[] Scalars =
    [
        "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes",
    ];

    private static readonly string[] KeyTypes = ["int32", "int64", "uint32", "sint64", "fixed32", "sfixed64", "bool", "string"];

    private static readonly string[] FieldOptions =
    [
        "deprecated = true", "(corpus.opts.fi32) = -0x1F", "(corpus.opts.fu64) = 18446744073709551615", "(corpus.opts.fdb) = 1.250", "(corpus.opts.ffl) = 5e2",
        "(corpus.opts.fstr) = 'a' \"b\\x41\"", "(corpus.opts.fbytes) = \"\\377\\000é\"", "(corpus.opts.fcolor) = GREEN", "(corpus.opts.fbool) = false",
        "(corpus.opts.field_meta).doc = \"x\"", "(corpus.opts.field_meta).tags = 'y'", "(corpus.opts.field_meta).inner.deep = 017",
        "(corpus.opts.field_meta).(corpus.opts.ext_int) = 4", "(.corpus.opts.fstrs) = \"one\"", "(corpus.opts.fstrs) = \"two\"", "(corpus.opts.Holder.held) = ''",
    ];

    private static readonly string[] Values =
    [
        "{ doc: 'd' }", "{ tags: ['a', \"b\"] tags: \"c\" }", "{ inners { deep: 1 } inners < words: 'w' > }", "{ params: { key: \"k\" value: \"v\" }, color: BLUE; }",
        "{ colors: [RED, BLUE] packed_ints: [-1, 0x10] loose_ints: 3 }", "{ inner { again { deep: 2 } } [corpus.opts.ext_int]: 5 }", "{ }",
        "{ raw: \"\\001\\xff\" ratio: -2.5 small: 3 big: 0777 Grp { g: 1 } }", "{ any { [type.googleapis.com/corpus.opts.Inner] { deep: 3 } } }",
    ];

    private readonly Random _random;
    private readonly bool _isProto3;
    private readonly StringBuilder _text = new();
    private readonly List<string> _messages = [];
    private readonly List<string> _enums = [];
    private readonly string _package;
    private int _names;

    private GeneratedFile(int seed, int index)
    {
        _random = new Random(seed);
        _isProto3 = _random.Next(2) == 0;
        _package = _random.Next(3) == 0 ? $"g{index}.deep.er" : $"g{index}";
    }

    /// <summary>Seeds; the text of one is <see cref="Of"/>.</summary>
    public static Gen<int> Seeds => Gen.Int[0, int.MaxValue - 1];

    public static string Of(int seed, int index) => new GeneratedFile(seed, index).File();

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(IReadOnlyList<string> items) => items[_random.Next(items.Count)];

    private string Name() => (Chance(20) ? "_" : "") + Pick(["n", "some_name", "camelCase", "X", "with_1_digit", "stream", "message_", "to"]) + (_names++).ToString(CultureInfo.InvariantCulture);

    private string TypeName() => "T" + (_names++).ToString(CultureInfo.InvariantCulture);

    private string Blank() => Pick([" ", " ", "\n", "\t", " /* c */ ", " // c\n", "\r\n"]);

    private string File()
    {
        if (_isProto3 || Chance(50))
        {
            _text.Append(CultureInfo.InvariantCulture, $"syntax{Blank()}= \"{(_isProto3 ? "proto3" : "proto2")}\";");
        }

        _text.Append(CultureInfo.InvariantCulture, $"{Blank()}package {_package}; import \"options.proto\";");
        _text.Append(Chance(50) ? "import public 'google/protobuf/timestamp.proto';" : "import \"google/protobuf/timestamp.proto\";");
        if (Chance(30))
        {
            _text.Append("option java_package = \"a.b\"; option (corpus.opts.file_nums) = 5; option (corpus.opts.file_nums) = 6; option (corpus.opts.file_meta).doc = 'f';");
        }

        _enums.Add(Enum(_package));
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            Message(_package, 0);
        }

        if (!_isProto3)
        {
            Extend();
        }

        if (Chance(40))
        {
            Service();
        }

        return _text.ToString();
    }

    private string Enum(string around)
    {
        var name = TypeName();
        _text.Append(CultureInfo.InvariantCulture, $"enum {name} {{");
        var count = _random.Next(1, 5);
        var first = _isProto3 ? 0 : _random.Next(-3, 3);
        for (var i = 0; i < count; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{name}_V{i} = {(i == 0 || Chance(80) ? first + i : $"0x{0x40 + i:X}")}");
            _text.Append(Chance(15) ? " [(corpus.opts.label) = 'l', deprecated = false];" : ";");
        }

        _text.Append(Chance(20) ? "reserved 1000 to max, -50 to -40, -60; reserved 'GONE', \"AWAY\";" : "");
        _text.Append(Chance(20) ? "option (corpus.opts.enum_meta) = { doc: 'e' };" : "");
        _text.Append('}').Append(Blank());
        return $"{around}.{name}";
    }

    private void Message(string around, int depth)
    {
        var name = TypeName();
        _text.Append(CultureInfo.InvariantCulture, $"message {name}{Blank()}{{{(Chance(10) ? "option deprecated = true;" : "")}");
        _messages.Add($"{around}.{name}");
        Body($"{around}.{name}", depth);
        _text.Append('}').Append(Blank());
    }

    private void Body(string around, int depth)
    {
        var tag = 1;
        for (var i = _random.Next(0, 7); i > 0; i--)
        {
            switch (_random.Next(12))
            {
                case 0 when depth < 3:
                    Message(around, depth + 1);
                    break;
                case 1:
                    _enums.Add(Enum(around));
                    break;
                case 2:
                    OneOf(ref tag);
                    break;
                case 3:
                    _text.Append(CultureInfo.InvariantCulture, $"map < {Pick(KeyTypes)},{Blank()}{(_isProto3 ? ValueType() : Pick(Scalars))} > {Name()} = {Tag(ref tag)}{Options()};");
                    break;
                case 4 when !_isProto3:
                    _text.Append(CultureInfo.InvariantCulture, $"{Pick(["optional", "required", "repeated"])} group {TypeName()} = {Tag(ref tag)}{Options()} {{");
                    Body($"{around}.T{_names - 1}", depth + 1);
                    _text.Append('}');
                    break;
                case 5 when Chance(40):
                    _text.Append(CultureInfo.InvariantCulture, $"option (corpus.opts.message_metas) = {Pick(Values)};");
                    break;
                default:
                    Field(ref tag);
                    break;
            }
        }

        _text.Append(Chance(20) ? $"reserved {tag + 5}, {tag + 9} to {tag + 9}, {tag + 7} to {tag + 8}; reserved \"zz\", 'aa';" : "");
        if (!_isProto3)
        {
            _text.Append(CultureInfo.InvariantCulture, $"extensions {tag + 1000} to {tag + 1005}, {tag + 2000} to max{(Chance(20) ? " [(corpus.opts.range_note) = 'r']" : "")};");
        }
    }

    private string Tag(ref int tag)
    {
        var value = tag;
        tag += _random.Next(1, 4);
        return Pick([$"{value}", $"{value}", $"0x{value:x}", "0" + Convert.ToString(value, 8)]);
    }

    private void Field(ref int tag)
    {
        var label = _isProto3 ? Pick(["", "", "optional ", "repeated "]) : Pick(["optional ", "required ", "repeated "]);
        var type = ValueType();
        _text.Append(CultureInfo.InvariantCulture, $"{label}{type}{Blank()}{Name()} = {Tag(ref tag)}");
        var isPlain = !_isProto3 && label != "repeated ";
        _text.Append(Options(isPlain ? Default(type) : "")).Append(';').Append(Blank());
    }

    private void OneOf(ref int tag)
    {
        _text.Append(CultureInfo.InvariantCulture, $"oneof {Name()} {{{(Chance(20) ? "option (corpus.opts.oneof_note) = 7;" : "")}");
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{ValueType()} {Name()} = {Tag(ref tag)}{Options()};");
        }

        _text.Append('}');
    }

    private string ValueType() => _random.Next(6) switch
    {
        0 when _messages.Count > 0 => Spelled(Pick(_messages)),
        1 => Spelled(Pick(_enums)),
        2 => Pick(["google.protobuf.Timestamp", ".google.protobuf.Timestamp"]),
        _ => Pick(Scalars),
    };

    // In full, or without the package.
    private string Spelled(string name) => Pick(["." + name, name, name[(_package.Length + 1)..], name[(_package.LastIndexOf('.') + 1)..]]);

    private string Default(string type) => type switch
    {
        _ when Chance(60) => "",
        "string" => Pick(["default = \"a'b\\n\\\\é\\001\"", "default = ''", "default = 'x' 'y'"]),
        "bytes" => Pick(["default = \"\\377\\000'\\\"\"", "default = 'b'"]),
        "bool" => Pick(["default = true", "default = false"]),
        "float" or "double" => Pick(["default = 1.5", "default = -1e100", "default = inf", "default = -inf", "default = nan", "default = 3", "default = .25", "default = 0x10", "default = 0.1"]),
        "uint32" or "uint64" or "fixed32" or "fixed64" => Pick(["default = 0", "default = 0xFF", "default = 017"]),
        _ when Scalars.Contains(type) => Pick(["default = -5", "default = 0x7f", "default = 2147483647"]),
        _ => "",
    };

    private string Options(string first = "")
    {
        var options = new List<string>();
        if (first.Length > 0)
        {
            options.Add(first);
        }

        if (Chance(25))
        {
            options.AddRange(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(FieldOptions)).Distinct());
        }

        if (Chance(10))
        {
            options.Add($"json_name = \"json {_names++} \\\"é\"");
        }

        if (Chance(5) && !options.Exists(option => option.Contains("field_meta", StringComparison.Ordinal)))
        {
            options.Add($"(corpus.opts.field_meta) = {Pick(Values)}");
        }

        return options.Count == 0 ? "" : $"{Blank()}[{string.Join($",{Blank()}", options)}]";
    }

    private void Extend()
    {
        foreach (var message in _messages.Where(_ => Chance(20)))
        {
            _text.Append(CultureInfo.InvariantCulture, $"extend {Spelled(message)} {{ optional {ValueType()} ext_{_names++} = {3000 + _names}; repeated int32 ext_{_names++} = {3000 + _names} [packed = true]; }}");
        }
    }

    private void Service()
    {
        _text.Append(CultureInfo.InvariantCulture, $"service {TypeName()} {{ {(Chance(30) ? "option deprecated = true;" : "")}");
        for (var i = _random.Next(0, 3); i > 0; i--)
        {
            _text.Append(CultureInfo.InvariantCulture, $"rpc {TypeName()} ({Pick(["", "stream "])}{Spelled(Pick(_messages))}) returns ({Pick(["", "stream "])}{Spelled(Pick(_messages))})");
            _text.Append(Pick([";", "{}", "{ option deprecated = true; option (corpus.opts.method_meta) = { doc: 'm' }; }"]));
        }

        _text.Append('}');
    }
}
