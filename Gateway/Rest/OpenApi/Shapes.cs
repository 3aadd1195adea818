namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>The forms of bodies and answers, by example (reference 3).</summary>
internal static class Shapes
{
    public static readonly Shape Nothing = new("Empty", "{}");
    public static readonly Shape Names = new("Names", """["orders-value", ":.test:orders-value"]""");
    public static readonly Shape Numbers = new("Numbers", "[1, 2, 3]");
    public static readonly Shape Number = new("Number", "1");
    public static readonly Shape Types = new("SchemaTypes", """["JSON", "PROTOBUF", "AVRO"]""");
    public static readonly Shape SchemaText = new("SchemaText", """{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}""");
    public static readonly Shape Mode = new("Mode", """{"mode":"READWRITE"}""");
    public static readonly Shape Error = new("Error", """{"error_code":40401,"message":"Subject 'orders-value' not found."}""");

    public static readonly Shape SubmittedSchema = new(
        "RegisterSchemaRequest",
        """
        {
          "schema": "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}",
          "schemaType": "AVRO",
          "references": [{"name":"com.acme.Customer","subject":"customers-value","version":1}],
          "version": 0,
          "id": -1,
          "metadata": {"properties":{"owner":"team-a"},"tags":{"Order.id":["PII"]},"sensitive":["owner"]},
          "ruleSet": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]},
          "schemaTagsToAdd": [{"schemaEntity":{"entityPath":"Order.id","entityType":"sr_field"},"tags":["PII"]}],
          "schemaTagsToRemove": [{"schemaEntity":{"entityPath":"Order","entityType":"sr_record"},"tags":["OLD"]}],
          "propagateSchemaTags": false
        }
        """);

    public static readonly Shape Registered = new(
        "RegisterSchemaResponse",
        """
        {
          "id": 1,
          "version": 1,
          "guid": "a3d8f88a-9756-7b65-8ee2-5c9472fa6c7d",
          "schemaType": "AVRO",
          "references": [{"name":"com.acme.Customer","subject":"customers-value","version":1}],
          "metadata": {"properties":{"owner":"team-a"}},
          "ruleSet": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]},
          "schema": "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}",
          "ts": 1767225600000,
          "deleted": false
        }
        """);

    public static readonly Shape Schema = new("Schema", SchemaExample("\"id\":1,"));

    public static readonly Shape SchemaById = new("SchemaString", SchemaExample("\"maxId\":7,"));

    public static readonly Shape Schemas = new("ExtendedSchemas", $"[{SchemaExample("\"id\":1,\"aliases\":[\"orders\"],")}]");

    public static readonly Shape SubjectVersions = new("SubjectVersions", """[{"subject":"orders-value","version":1}]""");

    public static readonly Shape ContextIds = new("ContextIds", """[{"context":".","id":1}]""");

    public static readonly Shape Compatibility = new(
        "CompatibilityCheckResponse",
        """
        {"is_compatible":false,"messages":["{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'f2' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'f2'}"]}
        """);

    public static readonly Shape Config = new("Config", ConfigExample("compatibilityLevel"));

    public static readonly Shape ConfigUpdate = new("ConfigUpdateRequest", ConfigExample("compatibility"));

    public static readonly Shape TagChange = new(
        "TagSchemaRequest",
        """
        {
          "newVersion": 2,
          "tagsToAdd": [{"schemaEntity":{"entityPath":"Order.id","entityType":"sr_field"},"tags":["PII"]}],
          "tagsToRemove": [{"schemaEntity":{"entityPath":"Order","entityType":"sr_record"},"tags":["OLD"]}],
          "metadata": {"properties":{"owner":"team-a"}},
          "rulesToMerge": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]},
          "rulesToRemove": ["oldRule"]
        }
        """);

    public static readonly Shape ClusterId = new(
        "ServerClusterId", """{"scope":{"path":[],"clusters":{"kafka-cluster":"schema-registry","schema-registry-cluster":"schema-registry"}}}""");

    public static readonly Shape Version = new("SchemaRegistryServerVersion", """{"version":"0.1.0","commitId":"d34db33f"}""");

    public static readonly Shape Deployment = new("SchemaRegistryDeployment", """{"attributes":[]}""");

    // The members that the forms of a schema do not share come first.
    private static string SchemaExample(string own) =>
        $$$"""
            {
              {{{own}}}
              "subject": "orders-value",
              "version": 1,
              "guid": "a3d8f88a-9756-7b65-8ee2-5c9472fa6c7d",
              "schemaType": "AVRO",
              "references": [{"name":"com.acme.Customer","subject":"customers-value","version":1}],
              "metadata": {"properties":{"owner":"team-a"}},
              "ruleSet": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]},
              "schema": "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}",
              "schemaTags": [{"schemaEntity":{"entityPath":"Order.id","entityType":"sr_field"},"tags":["PII"]}],
              "ts": 1767225600000,
              "deleted": false
            }
            """;

    private static string ConfigExample(string level) => $$$"""
        {
          "alias": "orders-value",
          "normalize": true,
          "validateFields": false,
          "validateNewSchemas": true,
          "validateRules": false,
          "{{{level}}}": "BACKWARD",
          "compatibilityPolicy": "STRICT",
          "compatibilityGroup": "application.major.version",
          "defaultMetadata": {"properties":{"owner":"team-a"}},
          "overrideMetadata": {"properties":{"owner":"team-a"}},
          "defaultRuleSet": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]},
          "overrideRuleSet": {"domainRules":[{"name":"checkId","kind":"CONDITION","mode":"WRITE","type":"CEL","expr":"message.id > 0","disabled":false}]}
        }
        """;
}
