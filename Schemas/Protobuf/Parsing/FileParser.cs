using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>Parses a source file. Checks grammar only; names, tags and types are looked at later.</summary>
internal sealed class FileParser
{
    private readonly TokenReader _tokens;
    private readonly OptionParser _options;
    private readonly ImmutableArray<ImportNode>.Builder _imports = ImmutableArray.CreateBuilder<ImportNode>();
    private readonly ImmutableArray<OptionNode>.Builder _fileOptions = ImmutableArray.CreateBuilder<OptionNode>();
    private readonly ImmutableArray<MessageNode>.Builder _messages = ImmutableArray.CreateBuilder<MessageNode>();
    private readonly ImmutableArray<EnumNode>.Builder _enums = ImmutableArray.CreateBuilder<EnumNode>();
    private readonly ImmutableArray<ExtendNode>.Builder _extends = ImmutableArray.CreateBuilder<ExtendNode>();
    private readonly ImmutableArray<ServiceNode>.Builder _services = ImmutableArray.CreateBuilder<ServiceNode>();
    private string? _syntax;
    private string? _package;

    private FileParser(string text, ParseOptions options)
    {
        _tokens = new TokenReader(text, options);
        _options = new OptionParser(_tokens);
    }

    /// <summary>The file, or what is wrong with it.</summary>
    public static (ProtoFile? File, SchemaError? Error) Parse(string text, ParseOptions options)
    {
        var parser = new FileParser(text, options);
        var file = parser.File();
        return parser._tokens.Error is { } error ? (null, error) : (file, null);
    }

    private ProtoFile File()
    {
        Syntax();
        var messages = new MessageParser(_tokens, _options, isProto3: _syntax == "proto3");
        while (!_tokens.AtEnd)
        {
            _tokens.Charge();
            Statement(messages);
        }

        return new ProtoFile
        {
            Syntax = _syntax,
            Package = _package,
            Imports = _imports.DrainToImmutable(),
            Options = _fileOptions.DrainToImmutable(),
            Messages = _messages.DrainToImmutable(),
            Enums = _enums.DrainToImmutable(),
            Extends = _extends.DrainToImmutable(),
            Services = _services.DrainToImmutable(),
        };
    }

    private void Syntax()
    {
        if (_tokens.Is("edition"))
        {
            _tokens.Fail("editions are not supported; state syntax = \"proto2\" or \"proto3\"");
        }

        if (!_tokens.Take("syntax"))
        {
            return;
        }

        _tokens.Expect('=');
        var position = _tokens.Position;
        _syntax = _tokens.String();
        if (_syntax is not ("proto2" or "proto3"))
        {
            _tokens.Fail($"unknown syntax \"{_syntax}\"; only \"proto2\" and \"proto3\" are known", position);
        }

        _tokens.Expect(';');
    }

    private void Statement(MessageParser messages)
    {
        var position = _tokens.Position;
        if (_tokens.Take(';'))
        {
            return;
        }

        if (_tokens.Take("message"))
        {
            _messages.Add(messages.Message(position));
        }
        else if (_tokens.Take("enum"))
        {
            _enums.Add(new EnumParser(_tokens, _options).Enum(position));
        }
        else if (_tokens.Take("extend"))
        {
            _extends.Add(messages.Extend(position));
        }
        else if (_tokens.Take("service"))
        {
            _services.Add(new ServiceParser(_tokens, _options).Service(position));
        }
        else if (_tokens.Take("import"))
        {
            _imports.Add(Import(position));
        }
        else if (_tokens.Take("option"))
        {
            _fileOptions.Add(_options.Statement());
        }
        else if (_tokens.Take("package"))
        {
            Package(position);
        }
        else
        {
            _tokens.Fail($"expected a top-level statement such as \"message\" but found {_tokens.Found()}");
        }
    }

    private ImportNode Import(Position position)
    {
        var kind = _tokens.Take("public") ? ImportKind.Public : _tokens.Take("weak") ? ImportKind.Weak : ImportKind.Plain;
        var path = _tokens.String();
        _tokens.Expect(';');
        return new ImportNode(path, kind, position);
    }

    private void Package(Position position)
    {
        if (_package is not null)
        {
            _tokens.Fail("there are two package statements", position);
        }

        _package = _tokens.DottedName("a package name", leadingDot: false);
        _tokens.Expect(';');
    }
}
