// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
import { linearPattern } from "../../shared/domain/plan/linear-pattern.ts";
import { formats } from "../../shared/domain/plan/formats.ts";
var validateCanonicalEvent = validate10;
var schema11 = { "$schema": "http://json-schema.org/draft-07/schema#", "$id": "canonical-event.v1", "title": "CanonicalEvent", "description": "An event in the words of the Segment Spec, as every stage after the ingress sees it. Times are ISO 8601 in UTC with milliseconds: originalTimestamp and sentAt are by the clock of the sender, timestamp is corrected for that clock, receivedAt is when the event first reached the platform and survives replays.", "type": "object", "additionalProperties": false, "required": ["source", "messageId", "type", "timestamp", "receivedAt", "arrival"], "properties": { "source": { "description": "The source that the event came from, as cdp.config.ts names it.", "type": "string", "minLength": 1, "maxLength": 100 }, "messageId": { "description": "Unique within the source: (source, messageId) is the deduplication key. Derived from the content where the sender gave none.", "type": "string", "minLength": 1, "maxLength": 255 }, "type": { "enum": ["identify", "track", "page", "screen", "group", "alias"] }, "event": { "description": "Of a track: what happened, in the past tense, such as Order Completed.", "type": "string", "minLength": 1, "maxLength": 255 }, "name": { "description": "Of a page or screen: its name.", "type": "string", "maxLength": 1024 }, "category": { "description": "Of a page or screen: its category.", "type": "string", "maxLength": 1024 }, "userId": { "$ref": "#/definitions/idValue" }, "anonymousId": { "$ref": "#/definitions/idValue" }, "previousId": { "$ref": "#/definitions/idValue" }, "groupId": { "type": "string", "minLength": 1, "maxLength": 500, "not": { "const": "__proto__" } }, "traits": { "$ref": "#/definitions/jsonObject" }, "properties": { "$ref": "#/definitions/jsonObject" }, "integrations": { "$ref": "#/definitions/jsonObject" }, "flags": { "description": "What the platform has to say of an event that it took all the same, such as a property that it dropped or an enrichment that failed.", "type": "array", "maxItems": 100, "items": { "title": "Flag", "type": "object", "additionalProperties": false, "required": ["rule", "path"], "properties": { "rule": { "description": "In kebab-case.", "type": "string", "maxLength": 100 }, "path": { "description": "Where in the event, as a JSON pointer; empty for the whole.", "type": "string", "maxLength": 1024 }, "message": { "description": "For people.", "type": "string", "maxLength": 1024 }, "value": { "description": "What was there, where it was taken out.", "type": ["null", "boolean", "number", "string", "array", "object"] } } } }, "context": { "type": "object", "properties": { "ip": { "type": "string", "maxLength": 255 }, "userAgent": { "type": "string", "maxLength": 4096 }, "page": { "$ref": "#/definitions/jsonObject" }, "campaign": { "$ref": "#/definitions/jsonObject" }, "traits": { "$ref": "#/definitions/jsonObject" }, "externalIds": { "type": "array", "maxItems": 100, "items": { "type": "object", "required": ["id", "type"], "properties": { "id": { "$ref": "#/definitions/idValue" }, "type": { "type": "string", "minLength": 1, "maxLength": 100 } } } }, "consent": { "type": "object", "properties": { "categoryPreferences": { "type": "object", "maxProperties": 100, "additionalProperties": { "type": "boolean" } } } } } }, "timestamp": { "$ref": "#/definitions/time" }, "originalTimestamp": { "$ref": "#/definitions/time" }, "sentAt": { "$ref": "#/definitions/time" }, "receivedAt": { "$ref": "#/definitions/time" }, "arrival": { "description": "Which delivery by a sender this is: the ingress message's id and the position in it. The same for every redelivery of that message, another for every retry of the sender.", "type": "string", "minLength": 1, "maxLength": 300 }, "replayOf": { "description": "Of a replay: the arrival that it repeats.", "type": "string", "minLength": 1, "maxLength": 300 } }, "allOf": [{ "if": { "required": ["type"], "properties": { "type": { "const": "track" } } }, "then": { "required": ["event"] } }, { "if": { "required": ["type"], "properties": { "type": { "const": "group" } } }, "then": { "required": ["groupId"] } }, { "if": { "required": ["type"], "properties": { "type": { "const": "alias" } } }, "then": { "required": ["userId", "previousId"] } }], "definitions": { "idValue": { "type": "string", "minLength": 1, "maxLength": 500 }, "jsonObject": { "type": "object" }, "time": { "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" } } };
var func2 = Object.prototype.hasOwnProperty;
var func3 = require_ucs2length().default;
var func28 = linearPattern;
var pattern0 = func28("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$", "u");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const _errs1 = errors;
  const _errs2 = errors;
  let valid1 = true;
  const _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if (data.type === void 0 && (missing0 = "type")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    } else {
      if (data.type !== void 0) {
        if ("track" !== data.type) {
          const err1 = {};
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      }
    }
  }
  var _valid0 = _errs3 === errors;
  errors = _errs2;
  if (vErrors !== null) {
    if (_errs2) {
      vErrors.length = _errs2;
    } else {
      vErrors = null;
    }
  }
  if (_valid0) {
    const _errs5 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.event === void 0 && (missing1 = "event")) {
        validate10.errors = [{ instancePath, schemaPath: "#/allOf/0/then/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }];
        return false;
      }
    }
    var _valid0 = _errs5 === errors;
    valid1 = _valid0;
  }
  if (!valid1) {
    const err2 = { instancePath, schemaPath: "#/allOf/0/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
    validate10.errors = vErrors;
    return false;
  }
  var valid0 = _errs1 === errors;
  if (valid0) {
    const _errs6 = errors;
    const _errs7 = errors;
    let valid3 = true;
    const _errs8 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing2;
      if (data.type === void 0 && (missing2 = "type")) {
        const err3 = {};
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      } else {
        if (data.type !== void 0) {
          if ("group" !== data.type) {
            const err4 = {};
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
      }
    }
    var _valid1 = _errs8 === errors;
    errors = _errs7;
    if (vErrors !== null) {
      if (_errs7) {
        vErrors.length = _errs7;
      } else {
        vErrors = null;
      }
    }
    if (_valid1) {
      const _errs10 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing3;
        if (data.groupId === void 0 && (missing3 = "groupId")) {
          validate10.errors = [{ instancePath, schemaPath: "#/allOf/1/then/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }];
          return false;
        }
      }
      var _valid1 = _errs10 === errors;
      valid3 = _valid1;
    }
    if (!valid3) {
      const err5 = { instancePath, schemaPath: "#/allOf/1/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
      validate10.errors = vErrors;
      return false;
    }
    var valid0 = _errs6 === errors;
    if (valid0) {
      const _errs11 = errors;
      const _errs12 = errors;
      let valid5 = true;
      const _errs13 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing4;
        if (data.type === void 0 && (missing4 = "type")) {
          const err6 = {};
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        } else {
          if (data.type !== void 0) {
            if ("alias" !== data.type) {
              const err7 = {};
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          }
        }
      }
      var _valid2 = _errs13 === errors;
      errors = _errs12;
      if (vErrors !== null) {
        if (_errs12) {
          vErrors.length = _errs12;
        } else {
          vErrors = null;
        }
      }
      if (_valid2) {
        const _errs15 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing5;
          if (data.userId === void 0 && (missing5 = "userId") || data.previousId === void 0 && (missing5 = "previousId")) {
            validate10.errors = [{ instancePath, schemaPath: "#/allOf/2/then/required", keyword: "required", params: { missingProperty: missing5 }, message: "must have required property '" + missing5 + "'" }];
            return false;
          }
        }
        var _valid2 = _errs15 === errors;
        valid5 = _valid2;
      }
      if (!valid5) {
        const err8 = { instancePath, schemaPath: "#/allOf/2/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
        validate10.errors = vErrors;
        return false;
      }
      var valid0 = _errs11 === errors;
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing6;
      if (data.source === void 0 && (missing6 = "source") || data.messageId === void 0 && (missing6 = "messageId") || data.type === void 0 && (missing6 = "type") || data.timestamp === void 0 && (missing6 = "timestamp") || data.receivedAt === void 0 && (missing6 = "receivedAt") || data.arrival === void 0 && (missing6 = "arrival")) {
        validate10.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing6 }, message: "must have required property '" + missing6 + "'" }];
        return false;
      } else {
        const _errs16 = errors;
        for (const key0 in data) {
          if (!func2.call(schema11.properties, key0)) {
            validate10.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs16 === errors) {
          if (data.source !== void 0) {
            let data3 = data.source;
            const _errs17 = errors;
            if (errors === _errs17) {
              if (typeof data3 === "string") {
                if (func3(data3) > 100) {
                  validate10.errors = [{ instancePath: instancePath + "/source", schemaPath: "#/properties/source/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" }];
                  return false;
                } else {
                  if (func3(data3) < 1) {
                    validate10.errors = [{ instancePath: instancePath + "/source", schemaPath: "#/properties/source/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                    return false;
                  }
                }
              } else {
                validate10.errors = [{ instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid7 = _errs17 === errors;
          } else {
            var valid7 = true;
          }
          if (valid7) {
            if (data.messageId !== void 0) {
              let data4 = data.messageId;
              const _errs19 = errors;
              if (errors === _errs19) {
                if (typeof data4 === "string") {
                  if (func3(data4) > 255) {
                    validate10.errors = [{ instancePath: instancePath + "/messageId", schemaPath: "#/properties/messageId/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  } else {
                    if (func3(data4) < 1) {
                      validate10.errors = [{ instancePath: instancePath + "/messageId", schemaPath: "#/properties/messageId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                      return false;
                    }
                  }
                } else {
                  validate10.errors = [{ instancePath: instancePath + "/messageId", schemaPath: "#/properties/messageId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid7 = _errs19 === errors;
            } else {
              var valid7 = true;
            }
            if (valid7) {
              if (data.type !== void 0) {
                let data5 = data.type;
                const _errs21 = errors;
                if (!(data5 === "identify" || data5 === "track" || data5 === "page" || data5 === "screen" || data5 === "group" || data5 === "alias")) {
                  validate10.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema11.properties.type.enum }, message: "must be equal to one of the allowed values" }];
                  return false;
                }
                var valid7 = _errs21 === errors;
              } else {
                var valid7 = true;
              }
              if (valid7) {
                if (data.event !== void 0) {
                  let data6 = data.event;
                  const _errs22 = errors;
                  if (errors === _errs22) {
                    if (typeof data6 === "string") {
                      if (func3(data6) > 255) {
                        validate10.errors = [{ instancePath: instancePath + "/event", schemaPath: "#/properties/event/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      } else {
                        if (func3(data6) < 1) {
                          validate10.errors = [{ instancePath: instancePath + "/event", schemaPath: "#/properties/event/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                          return false;
                        }
                      }
                    } else {
                      validate10.errors = [{ instancePath: instancePath + "/event", schemaPath: "#/properties/event/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid7 = _errs22 === errors;
                } else {
                  var valid7 = true;
                }
                if (valid7) {
                  if (data.name !== void 0) {
                    let data7 = data.name;
                    const _errs24 = errors;
                    if (errors === _errs24) {
                      if (typeof data7 === "string") {
                        if (func3(data7) > 1024) {
                          validate10.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }];
                          return false;
                        }
                      } else {
                        validate10.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                        return false;
                      }
                    }
                    var valid7 = _errs24 === errors;
                  } else {
                    var valid7 = true;
                  }
                  if (valid7) {
                    if (data.category !== void 0) {
                      let data8 = data.category;
                      const _errs26 = errors;
                      if (errors === _errs26) {
                        if (typeof data8 === "string") {
                          if (func3(data8) > 1024) {
                            validate10.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }];
                            return false;
                          }
                        } else {
                          validate10.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid7 = _errs26 === errors;
                    } else {
                      var valid7 = true;
                    }
                    if (valid7) {
                      if (data.userId !== void 0) {
                        let data9 = data.userId;
                        const _errs28 = errors;
                        const _errs29 = errors;
                        if (errors === _errs29) {
                          if (typeof data9 === "string") {
                            if (func3(data9) > 500) {
                              validate10.errors = [{ instancePath: instancePath + "/userId", schemaPath: "#/definitions/idValue/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }];
                              return false;
                            } else {
                              if (func3(data9) < 1) {
                                validate10.errors = [{ instancePath: instancePath + "/userId", schemaPath: "#/definitions/idValue/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                return false;
                              }
                            }
                          } else {
                            validate10.errors = [{ instancePath: instancePath + "/userId", schemaPath: "#/definitions/idValue/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                            return false;
                          }
                        }
                        var valid7 = _errs28 === errors;
                      } else {
                        var valid7 = true;
                      }
                      if (valid7) {
                        if (data.anonymousId !== void 0) {
                          let data10 = data.anonymousId;
                          const _errs31 = errors;
                          const _errs32 = errors;
                          if (errors === _errs32) {
                            if (typeof data10 === "string") {
                              if (func3(data10) > 500) {
                                validate10.errors = [{ instancePath: instancePath + "/anonymousId", schemaPath: "#/definitions/idValue/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }];
                                return false;
                              } else {
                                if (func3(data10) < 1) {
                                  validate10.errors = [{ instancePath: instancePath + "/anonymousId", schemaPath: "#/definitions/idValue/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                  return false;
                                }
                              }
                            } else {
                              validate10.errors = [{ instancePath: instancePath + "/anonymousId", schemaPath: "#/definitions/idValue/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                          }
                          var valid7 = _errs31 === errors;
                        } else {
                          var valid7 = true;
                        }
                        if (valid7) {
                          if (data.previousId !== void 0) {
                            let data11 = data.previousId;
                            const _errs34 = errors;
                            const _errs35 = errors;
                            if (errors === _errs35) {
                              if (typeof data11 === "string") {
                                if (func3(data11) > 500) {
                                  validate10.errors = [{ instancePath: instancePath + "/previousId", schemaPath: "#/definitions/idValue/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }];
                                  return false;
                                } else {
                                  if (func3(data11) < 1) {
                                    validate10.errors = [{ instancePath: instancePath + "/previousId", schemaPath: "#/definitions/idValue/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                    return false;
                                  }
                                }
                              } else {
                                validate10.errors = [{ instancePath: instancePath + "/previousId", schemaPath: "#/definitions/idValue/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                return false;
                              }
                            }
                            var valid7 = _errs34 === errors;
                          } else {
                            var valid7 = true;
                          }
                          if (valid7) {
                            if (data.groupId !== void 0) {
                              let data12 = data.groupId;
                              const _errs37 = errors;
                              const _errs39 = errors;
                              const _errs40 = errors;
                              if ("__proto__" !== data12) {
                                const err9 = {};
                                if (vErrors === null) {
                                  vErrors = [err9];
                                } else {
                                  vErrors.push(err9);
                                }
                                errors++;
                              }
                              var valid11 = _errs40 === errors;
                              if (valid11) {
                                validate10.errors = [{ instancePath: instancePath + "/groupId", schemaPath: "#/properties/groupId/not", keyword: "not", params: {}, message: "must NOT be valid" }];
                                return false;
                              } else {
                                errors = _errs39;
                                if (vErrors !== null) {
                                  if (_errs39) {
                                    vErrors.length = _errs39;
                                  } else {
                                    vErrors = null;
                                  }
                                }
                              }
                              if (errors === _errs37) {
                                if (typeof data12 === "string") {
                                  if (func3(data12) > 500) {
                                    validate10.errors = [{ instancePath: instancePath + "/groupId", schemaPath: "#/properties/groupId/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }];
                                    return false;
                                  } else {
                                    if (func3(data12) < 1) {
                                      validate10.errors = [{ instancePath: instancePath + "/groupId", schemaPath: "#/properties/groupId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                      return false;
                                    }
                                  }
                                } else {
                                  validate10.errors = [{ instancePath: instancePath + "/groupId", schemaPath: "#/properties/groupId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                              }
                              var valid7 = _errs37 === errors;
                            } else {
                              var valid7 = true;
                            }
                            if (valid7) {
                              if (data.traits !== void 0) {
                                let data13 = data.traits;
                                const _errs41 = errors;
                                if (!(data13 && typeof data13 == "object" && !Array.isArray(data13))) {
                                  validate10.errors = [{ instancePath: instancePath + "/traits", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                  return false;
                                }
                                var valid7 = _errs41 === errors;
                              } else {
                                var valid7 = true;
                              }
                              if (valid7) {
                                if (data.properties !== void 0) {
                                  let data14 = data.properties;
                                  const _errs44 = errors;
                                  if (!(data14 && typeof data14 == "object" && !Array.isArray(data14))) {
                                    validate10.errors = [{ instancePath: instancePath + "/properties", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                    return false;
                                  }
                                  var valid7 = _errs44 === errors;
                                } else {
                                  var valid7 = true;
                                }
                                if (valid7) {
                                  if (data.integrations !== void 0) {
                                    let data15 = data.integrations;
                                    const _errs47 = errors;
                                    if (!(data15 && typeof data15 == "object" && !Array.isArray(data15))) {
                                      validate10.errors = [{ instancePath: instancePath + "/integrations", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                      return false;
                                    }
                                    var valid7 = _errs47 === errors;
                                  } else {
                                    var valid7 = true;
                                  }
                                  if (valid7) {
                                    if (data.flags !== void 0) {
                                      let data16 = data.flags;
                                      const _errs50 = errors;
                                      if (errors === _errs50) {
                                        if (Array.isArray(data16)) {
                                          if (data16.length > 100) {
                                            validate10.errors = [{ instancePath: instancePath + "/flags", schemaPath: "#/properties/flags/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items" }];
                                            return false;
                                          } else {
                                            var valid15 = true;
                                            const len0 = data16.length;
                                            for (let i0 = 0; i0 < len0; i0++) {
                                              let data17 = data16[i0];
                                              const _errs52 = errors;
                                              if (errors === _errs52) {
                                                if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
                                                  let missing7;
                                                  if (data17.rule === void 0 && (missing7 = "rule") || data17.path === void 0 && (missing7 = "path")) {
                                                    validate10.errors = [{ instancePath: instancePath + "/flags/" + i0, schemaPath: "#/properties/flags/items/required", keyword: "required", params: { missingProperty: missing7 }, message: "must have required property '" + missing7 + "'" }];
                                                    return false;
                                                  } else {
                                                    const _errs54 = errors;
                                                    for (const key1 in data17) {
                                                      if (!(key1 === "rule" || key1 === "path" || key1 === "message" || key1 === "value")) {
                                                        validate10.errors = [{ instancePath: instancePath + "/flags/" + i0, schemaPath: "#/properties/flags/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" }];
                                                        return false;
                                                        break;
                                                      }
                                                    }
                                                    if (_errs54 === errors) {
                                                      if (data17.rule !== void 0) {
                                                        let data18 = data17.rule;
                                                        const _errs55 = errors;
                                                        if (errors === _errs55) {
                                                          if (typeof data18 === "string") {
                                                            if (func3(data18) > 100) {
                                                              validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/rule", schemaPath: "#/properties/flags/items/properties/rule/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" }];
                                                              return false;
                                                            }
                                                          } else {
                                                            validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/rule", schemaPath: "#/properties/flags/items/properties/rule/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid16 = _errs55 === errors;
                                                      } else {
                                                        var valid16 = true;
                                                      }
                                                      if (valid16) {
                                                        if (data17.path !== void 0) {
                                                          let data19 = data17.path;
                                                          const _errs57 = errors;
                                                          if (errors === _errs57) {
                                                            if (typeof data19 === "string") {
                                                              if (func3(data19) > 1024) {
                                                                validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/path", schemaPath: "#/properties/flags/items/properties/path/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }];
                                                                return false;
                                                              }
                                                            } else {
                                                              validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/path", schemaPath: "#/properties/flags/items/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                              return false;
                                                            }
                                                          }
                                                          var valid16 = _errs57 === errors;
                                                        } else {
                                                          var valid16 = true;
                                                        }
                                                        if (valid16) {
                                                          if (data17.message !== void 0) {
                                                            let data20 = data17.message;
                                                            const _errs59 = errors;
                                                            if (errors === _errs59) {
                                                              if (typeof data20 === "string") {
                                                                if (func3(data20) > 1024) {
                                                                  validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/message", schemaPath: "#/properties/flags/items/properties/message/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }];
                                                                  return false;
                                                                }
                                                              } else {
                                                                validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/message", schemaPath: "#/properties/flags/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                                return false;
                                                              }
                                                            }
                                                            var valid16 = _errs59 === errors;
                                                          } else {
                                                            var valid16 = true;
                                                          }
                                                          if (valid16) {
                                                            if (data17.value !== void 0) {
                                                              let data21 = data17.value;
                                                              const _errs61 = errors;
                                                              if (typeof data21 != "object" && typeof data21 !== "boolean" && !(typeof data21 == "number" && isFinite(data21)) && typeof data21 !== "string") {
                                                                validate10.errors = [{ instancePath: instancePath + "/flags/" + i0 + "/value", schemaPath: "#/properties/flags/items/properties/value/type", keyword: "type", params: { type: schema11.properties.flags.items.properties.value.type }, message: "must be null,boolean,number,string,array,object" }];
                                                                return false;
                                                              }
                                                              var valid16 = _errs61 === errors;
                                                            } else {
                                                              var valid16 = true;
                                                            }
                                                          }
                                                        }
                                                      }
                                                    }
                                                  }
                                                } else {
                                                  validate10.errors = [{ instancePath: instancePath + "/flags/" + i0, schemaPath: "#/properties/flags/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                  return false;
                                                }
                                              }
                                              var valid15 = _errs52 === errors;
                                              if (!valid15) {
                                                break;
                                              }
                                            }
                                          }
                                        } else {
                                          validate10.errors = [{ instancePath: instancePath + "/flags", schemaPath: "#/properties/flags/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                                          return false;
                                        }
                                      }
                                      var valid7 = _errs50 === errors;
                                    } else {
                                      var valid7 = true;
                                    }
                                    if (valid7) {
                                      if (data.context !== void 0) {
                                        let data22 = data.context;
                                        const _errs63 = errors;
                                        if (errors === _errs63) {
                                          if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
                                            if (data22.ip !== void 0) {
                                              let data23 = data22.ip;
                                              const _errs65 = errors;
                                              if (errors === _errs65) {
                                                if (typeof data23 === "string") {
                                                  if (func3(data23) > 255) {
                                                    validate10.errors = [{ instancePath: instancePath + "/context/ip", schemaPath: "#/properties/context/properties/ip/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                    return false;
                                                  }
                                                } else {
                                                  validate10.errors = [{ instancePath: instancePath + "/context/ip", schemaPath: "#/properties/context/properties/ip/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                  return false;
                                                }
                                              }
                                              var valid17 = _errs65 === errors;
                                            } else {
                                              var valid17 = true;
                                            }
                                            if (valid17) {
                                              if (data22.userAgent !== void 0) {
                                                let data24 = data22.userAgent;
                                                const _errs67 = errors;
                                                if (errors === _errs67) {
                                                  if (typeof data24 === "string") {
                                                    if (func3(data24) > 4096) {
                                                      validate10.errors = [{ instancePath: instancePath + "/context/userAgent", schemaPath: "#/properties/context/properties/userAgent/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate10.errors = [{ instancePath: instancePath + "/context/userAgent", schemaPath: "#/properties/context/properties/userAgent/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                    return false;
                                                  }
                                                }
                                                var valid17 = _errs67 === errors;
                                              } else {
                                                var valid17 = true;
                                              }
                                              if (valid17) {
                                                if (data22.page !== void 0) {
                                                  let data25 = data22.page;
                                                  const _errs69 = errors;
                                                  if (!(data25 && typeof data25 == "object" && !Array.isArray(data25))) {
                                                    validate10.errors = [{ instancePath: instancePath + "/context/page", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                    return false;
                                                  }
                                                  var valid17 = _errs69 === errors;
                                                } else {
                                                  var valid17 = true;
                                                }
                                                if (valid17) {
                                                  if (data22.campaign !== void 0) {
                                                    let data26 = data22.campaign;
                                                    const _errs72 = errors;
                                                    if (!(data26 && typeof data26 == "object" && !Array.isArray(data26))) {
                                                      validate10.errors = [{ instancePath: instancePath + "/context/campaign", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                      return false;
                                                    }
                                                    var valid17 = _errs72 === errors;
                                                  } else {
                                                    var valid17 = true;
                                                  }
                                                  if (valid17) {
                                                    if (data22.traits !== void 0) {
                                                      let data27 = data22.traits;
                                                      const _errs75 = errors;
                                                      if (!(data27 && typeof data27 == "object" && !Array.isArray(data27))) {
                                                        validate10.errors = [{ instancePath: instancePath + "/context/traits", schemaPath: "#/definitions/jsonObject/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                        return false;
                                                      }
                                                      var valid17 = _errs75 === errors;
                                                    } else {
                                                      var valid17 = true;
                                                    }
                                                    if (valid17) {
                                                      if (data22.externalIds !== void 0) {
                                                        let data28 = data22.externalIds;
                                                        const _errs78 = errors;
                                                        if (errors === _errs78) {
                                                          if (Array.isArray(data28)) {
                                                            if (data28.length > 100) {
                                                              validate10.errors = [{ instancePath: instancePath + "/context/externalIds", schemaPath: "#/properties/context/properties/externalIds/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items" }];
                                                              return false;
                                                            } else {
                                                              var valid21 = true;
                                                              const len1 = data28.length;
                                                              for (let i1 = 0; i1 < len1; i1++) {
                                                                let data29 = data28[i1];
                                                                const _errs80 = errors;
                                                                if (errors === _errs80) {
                                                                  if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
                                                                    let missing8;
                                                                    if (data29.id === void 0 && (missing8 = "id") || data29.type === void 0 && (missing8 = "type")) {
                                                                      validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1, schemaPath: "#/properties/context/properties/externalIds/items/required", keyword: "required", params: { missingProperty: missing8 }, message: "must have required property '" + missing8 + "'" }];
                                                                      return false;
                                                                    } else {
                                                                      if (data29.id !== void 0) {
                                                                        let data30 = data29.id;
                                                                        const _errs82 = errors;
                                                                        const _errs83 = errors;
                                                                        if (errors === _errs83) {
                                                                          if (typeof data30 === "string") {
                                                                            if (func3(data30) > 500) {
                                                                              validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/id", schemaPath: "#/definitions/idValue/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }];
                                                                              return false;
                                                                            } else {
                                                                              if (func3(data30) < 1) {
                                                                                validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/id", schemaPath: "#/definitions/idValue/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                                                                return false;
                                                                              }
                                                                            }
                                                                          } else {
                                                                            validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/id", schemaPath: "#/definitions/idValue/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                                            return false;
                                                                          }
                                                                        }
                                                                        var valid22 = _errs82 === errors;
                                                                      } else {
                                                                        var valid22 = true;
                                                                      }
                                                                      if (valid22) {
                                                                        if (data29.type !== void 0) {
                                                                          let data31 = data29.type;
                                                                          const _errs85 = errors;
                                                                          if (errors === _errs85) {
                                                                            if (typeof data31 === "string") {
                                                                              if (func3(data31) > 100) {
                                                                                validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/type", schemaPath: "#/properties/context/properties/externalIds/items/properties/type/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" }];
                                                                                return false;
                                                                              } else {
                                                                                if (func3(data31) < 1) {
                                                                                  validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/type", schemaPath: "#/properties/context/properties/externalIds/items/properties/type/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                                                                  return false;
                                                                                }
                                                                              }
                                                                            } else {
                                                                              validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1 + "/type", schemaPath: "#/properties/context/properties/externalIds/items/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                                              return false;
                                                                            }
                                                                          }
                                                                          var valid22 = _errs85 === errors;
                                                                        } else {
                                                                          var valid22 = true;
                                                                        }
                                                                      }
                                                                    }
                                                                  } else {
                                                                    validate10.errors = [{ instancePath: instancePath + "/context/externalIds/" + i1, schemaPath: "#/properties/context/properties/externalIds/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                                    return false;
                                                                  }
                                                                }
                                                                var valid21 = _errs80 === errors;
                                                                if (!valid21) {
                                                                  break;
                                                                }
                                                              }
                                                            }
                                                          } else {
                                                            validate10.errors = [{ instancePath: instancePath + "/context/externalIds", schemaPath: "#/properties/context/properties/externalIds/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid17 = _errs78 === errors;
                                                      } else {
                                                        var valid17 = true;
                                                      }
                                                      if (valid17) {
                                                        if (data22.consent !== void 0) {
                                                          let data32 = data22.consent;
                                                          const _errs87 = errors;
                                                          if (errors === _errs87) {
                                                            if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
                                                              if (data32.categoryPreferences !== void 0) {
                                                                let data33 = data32.categoryPreferences;
                                                                const _errs89 = errors;
                                                                if (errors === _errs89) {
                                                                  if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                                                                    if (Object.keys(data33).length > 100) {
                                                                      validate10.errors = [{ instancePath: instancePath + "/context/consent/categoryPreferences", schemaPath: "#/properties/context/properties/consent/properties/categoryPreferences/maxProperties", keyword: "maxProperties", params: { limit: 100 }, message: "must NOT have more than 100 properties" }];
                                                                      return false;
                                                                    } else {
                                                                      for (const key2 in data33) {
                                                                        const _errs92 = errors;
                                                                        if (typeof data33[key2] !== "boolean") {
                                                                          validate10.errors = [{ instancePath: instancePath + "/context/consent/categoryPreferences/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/context/properties/consent/properties/categoryPreferences/additionalProperties/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }];
                                                                          return false;
                                                                        }
                                                                        var valid25 = _errs92 === errors;
                                                                        if (!valid25) {
                                                                          break;
                                                                        }
                                                                      }
                                                                    }
                                                                  } else {
                                                                    validate10.errors = [{ instancePath: instancePath + "/context/consent/categoryPreferences", schemaPath: "#/properties/context/properties/consent/properties/categoryPreferences/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                                    return false;
                                                                  }
                                                                }
                                                              }
                                                            } else {
                                                              validate10.errors = [{ instancePath: instancePath + "/context/consent", schemaPath: "#/properties/context/properties/consent/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                                              return false;
                                                            }
                                                          }
                                                          var valid17 = _errs87 === errors;
                                                        } else {
                                                          var valid17 = true;
                                                        }
                                                      }
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          } else {
                                            validate10.errors = [{ instancePath: instancePath + "/context", schemaPath: "#/properties/context/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                            return false;
                                          }
                                        }
                                        var valid7 = _errs63 === errors;
                                      } else {
                                        var valid7 = true;
                                      }
                                      if (valid7) {
                                        if (data.timestamp !== void 0) {
                                          let data35 = data.timestamp;
                                          const _errs94 = errors;
                                          const _errs95 = errors;
                                          if (errors === _errs95) {
                                            if (typeof data35 === "string") {
                                              if (!pattern0.test(data35)) {
                                                validate10.errors = [{ instancePath: instancePath + "/timestamp", schemaPath: "#/definitions/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }, message: 'must match pattern "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"' }];
                                                return false;
                                              }
                                            } else {
                                              validate10.errors = [{ instancePath: instancePath + "/timestamp", schemaPath: "#/definitions/time/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                              return false;
                                            }
                                          }
                                          var valid7 = _errs94 === errors;
                                        } else {
                                          var valid7 = true;
                                        }
                                        if (valid7) {
                                          if (data.originalTimestamp !== void 0) {
                                            let data36 = data.originalTimestamp;
                                            const _errs97 = errors;
                                            const _errs98 = errors;
                                            if (errors === _errs98) {
                                              if (typeof data36 === "string") {
                                                if (!pattern0.test(data36)) {
                                                  validate10.errors = [{ instancePath: instancePath + "/originalTimestamp", schemaPath: "#/definitions/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }, message: 'must match pattern "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"' }];
                                                  return false;
                                                }
                                              } else {
                                                validate10.errors = [{ instancePath: instancePath + "/originalTimestamp", schemaPath: "#/definitions/time/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid7 = _errs97 === errors;
                                          } else {
                                            var valid7 = true;
                                          }
                                          if (valid7) {
                                            if (data.sentAt !== void 0) {
                                              let data37 = data.sentAt;
                                              const _errs100 = errors;
                                              const _errs101 = errors;
                                              if (errors === _errs101) {
                                                if (typeof data37 === "string") {
                                                  if (!pattern0.test(data37)) {
                                                    validate10.errors = [{ instancePath: instancePath + "/sentAt", schemaPath: "#/definitions/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }, message: 'must match pattern "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"' }];
                                                    return false;
                                                  }
                                                } else {
                                                  validate10.errors = [{ instancePath: instancePath + "/sentAt", schemaPath: "#/definitions/time/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                  return false;
                                                }
                                              }
                                              var valid7 = _errs100 === errors;
                                            } else {
                                              var valid7 = true;
                                            }
                                            if (valid7) {
                                              if (data.receivedAt !== void 0) {
                                                let data38 = data.receivedAt;
                                                const _errs103 = errors;
                                                const _errs104 = errors;
                                                if (errors === _errs104) {
                                                  if (typeof data38 === "string") {
                                                    if (!pattern0.test(data38)) {
                                                      validate10.errors = [{ instancePath: instancePath + "/receivedAt", schemaPath: "#/definitions/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }, message: 'must match pattern "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"' }];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate10.errors = [{ instancePath: instancePath + "/receivedAt", schemaPath: "#/definitions/time/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                    return false;
                                                  }
                                                }
                                                var valid7 = _errs103 === errors;
                                              } else {
                                                var valid7 = true;
                                              }
                                              if (valid7) {
                                                if (data.arrival !== void 0) {
                                                  let data39 = data.arrival;
                                                  const _errs106 = errors;
                                                  if (errors === _errs106) {
                                                    if (typeof data39 === "string") {
                                                      if (func3(data39) > 300) {
                                                        validate10.errors = [{ instancePath: instancePath + "/arrival", schemaPath: "#/properties/arrival/maxLength", keyword: "maxLength", params: { limit: 300 }, message: "must NOT have more than 300 characters" }];
                                                        return false;
                                                      } else {
                                                        if (func3(data39) < 1) {
                                                          validate10.errors = [{ instancePath: instancePath + "/arrival", schemaPath: "#/properties/arrival/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                                          return false;
                                                        }
                                                      }
                                                    } else {
                                                      validate10.errors = [{ instancePath: instancePath + "/arrival", schemaPath: "#/properties/arrival/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                      return false;
                                                    }
                                                  }
                                                  var valid7 = _errs106 === errors;
                                                } else {
                                                  var valid7 = true;
                                                }
                                                if (valid7) {
                                                  if (data.replayOf !== void 0) {
                                                    let data40 = data.replayOf;
                                                    const _errs108 = errors;
                                                    if (errors === _errs108) {
                                                      if (typeof data40 === "string") {
                                                        if (func3(data40) > 300) {
                                                          validate10.errors = [{ instancePath: instancePath + "/replayOf", schemaPath: "#/properties/replayOf/maxLength", keyword: "maxLength", params: { limit: 300 }, message: "must NOT have more than 300 characters" }];
                                                          return false;
                                                        } else {
                                                          if (func3(data40) < 1) {
                                                            validate10.errors = [{ instancePath: instancePath + "/replayOf", schemaPath: "#/properties/replayOf/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                                            return false;
                                                          }
                                                        }
                                                      } else {
                                                        validate10.errors = [{ instancePath: instancePath + "/replayOf", schemaPath: "#/properties/replayOf/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                        return false;
                                                      }
                                                    }
                                                    var valid7 = _errs108 === errors;
                                                  } else {
                                                    var valid7 = true;
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate10.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate10.errors = vErrors;
  return errors === 0;
}
var validateAudienceRule = validate11;
var root1 = { validate: validate11 };
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.all === void 0 && (missing0 = "all")) {
        validate12.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "all")) {
            validate12.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.all !== void 0) {
            let data0 = data.all;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length < 1) {
                  validate12.errors = [{ instancePath: instancePath + "/all", schemaPath: "#/properties/all/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data0.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs4 = errors;
                    if (!root1.validate(data0[i0], { instancePath: instancePath + "/all/" + i0, parentData: data0, parentDataProperty: i0, rootData })) {
                      vErrors = vErrors === null ? root1.validate.errors : vErrors.concat(root1.validate.errors);
                      errors = vErrors.length;
                    }
                    var valid1 = _errs4 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate12.errors = [{ instancePath: instancePath + "/all", schemaPath: "#/properties/all/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                return false;
              }
            }
          }
        }
      }
    } else {
      validate12.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate12.errors = vErrors;
  return errors === 0;
}
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.any === void 0 && (missing0 = "any")) {
        validate14.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "any")) {
            validate14.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.any !== void 0) {
            let data0 = data.any;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length < 1) {
                  validate14.errors = [{ instancePath: instancePath + "/any", schemaPath: "#/properties/any/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data0.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs4 = errors;
                    if (!root1.validate(data0[i0], { instancePath: instancePath + "/any/" + i0, parentData: data0, parentDataProperty: i0, rootData })) {
                      vErrors = vErrors === null ? root1.validate.errors : vErrors.concat(root1.validate.errors);
                      errors = vErrors.length;
                    }
                    var valid1 = _errs4 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate14.errors = [{ instancePath: instancePath + "/any", schemaPath: "#/properties/any/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                return false;
              }
            }
          }
        }
      }
    } else {
      validate14.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate14.errors = vErrors;
  return errors === 0;
}
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.not === void 0 && (missing0 = "not")) {
        validate16.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "not")) {
            validate16.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.not !== void 0) {
            if (!root1.validate(data.not, { instancePath: instancePath + "/not", parentData: data, parentDataProperty: "not", rootData })) {
              vErrors = vErrors === null ? root1.validate.errors : vErrors.concat(root1.validate.errors);
              errors = vErrors.length;
            }
          }
        }
      }
    } else {
      validate16.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate16.errors = vErrors;
  return errors === 0;
}
var schema33 = { "type": "object", "properties": { "eq": { "$ref": "#/definitions/Scalar" }, "ne": { "$ref": "#/definitions/Scalar" }, "gt": { "$ref": "#/definitions/Bound" }, "gte": { "$ref": "#/definitions/Bound" }, "lt": { "$ref": "#/definitions/Bound" }, "lte": { "$ref": "#/definitions/Bound" }, "in": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/Scalar" } }, "contains": { "type": "string" }, "startsWith": { "type": "string" }, "exists": { "type": "boolean" } }, "minProperties": 1, "additionalProperties": false };
var schema34 = { "type": ["string", "number", "boolean"] };
var schema36 = { "type": ["string", "number"] };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (Object.keys(data).length < 1) {
        validate20.errors = [{ instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!func2.call(schema33.properties, key0)) {
            validate20.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.eq !== void 0) {
            let data0 = data.eq;
            const _errs2 = errors;
            if (typeof data0 !== "string" && !(typeof data0 == "number" && isFinite(data0)) && typeof data0 !== "boolean") {
              validate20.errors = [{ instancePath: instancePath + "/eq", schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.ne !== void 0) {
              let data1 = data.ne;
              const _errs5 = errors;
              if (typeof data1 !== "string" && !(typeof data1 == "number" && isFinite(data1)) && typeof data1 !== "boolean") {
                validate20.errors = [{ instancePath: instancePath + "/ne", schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.gt !== void 0) {
                let data2 = data.gt;
                const _errs8 = errors;
                if (typeof data2 !== "string" && !(typeof data2 == "number" && isFinite(data2))) {
                  validate20.errors = [{ instancePath: instancePath + "/gt", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                  return false;
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.gte !== void 0) {
                  let data3 = data.gte;
                  const _errs11 = errors;
                  if (typeof data3 !== "string" && !(typeof data3 == "number" && isFinite(data3))) {
                    validate20.errors = [{ instancePath: instancePath + "/gte", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.lt !== void 0) {
                    let data4 = data.lt;
                    const _errs14 = errors;
                    if (typeof data4 !== "string" && !(typeof data4 == "number" && isFinite(data4))) {
                      validate20.errors = [{ instancePath: instancePath + "/lt", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                      return false;
                    }
                    var valid0 = _errs14 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.lte !== void 0) {
                      let data5 = data.lte;
                      const _errs17 = errors;
                      if (typeof data5 !== "string" && !(typeof data5 == "number" && isFinite(data5))) {
                        validate20.errors = [{ instancePath: instancePath + "/lte", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                        return false;
                      }
                      var valid0 = _errs17 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.in !== void 0) {
                        let data6 = data.in;
                        const _errs20 = errors;
                        if (errors === _errs20) {
                          if (Array.isArray(data6)) {
                            if (data6.length < 1) {
                              validate20.errors = [{ instancePath: instancePath + "/in", schemaPath: "#/properties/in/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }];
                              return false;
                            } else {
                              var valid7 = true;
                              const len0 = data6.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data7 = data6[i0];
                                const _errs22 = errors;
                                if (typeof data7 !== "string" && !(typeof data7 == "number" && isFinite(data7)) && typeof data7 !== "boolean") {
                                  validate20.errors = [{ instancePath: instancePath + "/in/" + i0, schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
                                  return false;
                                }
                                var valid7 = _errs22 === errors;
                                if (!valid7) {
                                  break;
                                }
                              }
                            }
                          } else {
                            validate20.errors = [{ instancePath: instancePath + "/in", schemaPath: "#/properties/in/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                            return false;
                          }
                        }
                        var valid0 = _errs20 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.contains !== void 0) {
                          const _errs25 = errors;
                          if (typeof data.contains !== "string") {
                            validate20.errors = [{ instancePath: instancePath + "/contains", schemaPath: "#/properties/contains/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                            return false;
                          }
                          var valid0 = _errs25 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.startsWith !== void 0) {
                            const _errs27 = errors;
                            if (typeof data.startsWith !== "string") {
                              validate20.errors = [{ instancePath: instancePath + "/startsWith", schemaPath: "#/properties/startsWith/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                            var valid0 = _errs27 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.exists !== void 0) {
                              const _errs29 = errors;
                              if (typeof data.exists !== "boolean") {
                                validate20.errors = [{ instancePath: instancePath + "/exists", schemaPath: "#/properties/exists/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }];
                                return false;
                              }
                              var valid0 = _errs29 === errors;
                            } else {
                              var valid0 = true;
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate20.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate20.errors = vErrors;
  return errors === 0;
}
var pattern4 = func28("^[0-9]{1,6}[smhdw]$", "u");
function validate19(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.event === void 0 && (missing0 = "event")) {
        validate19.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "event" || key0 === "where" || key0 === "within" || key0 === "not")) {
            validate19.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.event !== void 0) {
            let data0 = data.event;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === "string") {
                if (func3(data0) < 1) {
                  validate19.errors = [{ instancePath: instancePath + "/event", schemaPath: "#/properties/event/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                  return false;
                }
              } else {
                validate19.errors = [{ instancePath: instancePath + "/event", schemaPath: "#/properties/event/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.where !== void 0) {
              let data1 = data.where;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  for (const key1 in data1) {
                    const _errs7 = errors;
                    if (!validate20(data1[key1], { instancePath: instancePath + "/where/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
                      vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
                      errors = vErrors.length;
                    }
                    var valid1 = _errs7 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                } else {
                  validate19.errors = [{ instancePath: instancePath + "/where", schemaPath: "#/properties/where/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.within !== void 0) {
                let data3 = data.within;
                const _errs8 = errors;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data3 === "string") {
                    if (!pattern4.test(data3)) {
                      validate19.errors = [{ instancePath: instancePath + "/within", schemaPath: "#/definitions/Duration/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,6}[smhdw]$" }, message: 'must match pattern "^[0-9]{1,6}[smhdw]$"' }];
                      return false;
                    }
                  } else {
                    validate19.errors = [{ instancePath: instancePath + "/within", schemaPath: "#/definitions/Duration/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.not !== void 0) {
                  const _errs11 = errors;
                  if (typeof data.not !== "boolean") {
                    validate19.errors = [{ instancePath: instancePath + "/not", schemaPath: "#/properties/not/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate19.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate19.errors = vErrors;
  return errors === 0;
}
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.sequence === void 0 && (missing0 = "sequence")) {
        validate18.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "sequence")) {
            validate18.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.sequence !== void 0) {
            let data0 = data.sequence;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length < 2) {
                  validate18.errors = [{ instancePath: instancePath + "/sequence", schemaPath: "#/properties/sequence/minItems", keyword: "minItems", params: { limit: 2 }, message: "must NOT have fewer than 2 items" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data0.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs4 = errors;
                    if (!validate19(data0[i0], { instancePath: instancePath + "/sequence/" + i0, parentData: data0, parentDataProperty: i0, rootData })) {
                      vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
                      errors = vErrors.length;
                    }
                    var valid1 = _errs4 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate18.errors = [{ instancePath: instancePath + "/sequence", schemaPath: "#/properties/sequence/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                return false;
              }
            }
          }
        }
      }
    } else {
      validate18.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate18.errors = vErrors;
  return errors === 0;
}
var schema42 = { "type": "object", "description": "Holds where a value in the profile meets every operator that is given.", "properties": { "path": { "type": "string", "pattern": "^((traits|computed|consent|identifiers)\\..+|groups|firstSeenAt|lastSeenAt|events)$" }, "eq": { "$ref": "#/definitions/Scalar" }, "ne": { "$ref": "#/definitions/Scalar" }, "gt": { "$ref": "#/definitions/Bound" }, "gte": { "$ref": "#/definitions/Bound" }, "lt": { "$ref": "#/definitions/Bound" }, "lte": { "$ref": "#/definitions/Bound" }, "in": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/Scalar" } }, "contains": { "type": "string" }, "startsWith": { "type": "string" }, "exists": { "type": "boolean" }, "olderThan": { "$ref": "#/definitions/Duration", "description": "The value is a time that long ago, or longer." }, "newerThan": { "$ref": "#/definitions/Duration", "description": "The value is a time less than that long ago." } }, "required": ["path"], "minProperties": 2, "additionalProperties": false };
var pattern5 = func28("^((traits|computed|consent|identifiers)\\..+|groups|firstSeenAt|lastSeenAt|events)$", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (Object.keys(data).length < 2) {
        validate24.errors = [{ instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 2 }, message: "must NOT have fewer than 2 properties" }];
        return false;
      } else {
        let missing0;
        if (data.path === void 0 && (missing0 = "path")) {
          validate24.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
          return false;
        } else {
          const _errs1 = errors;
          for (const key0 in data) {
            if (!func2.call(schema42.properties, key0)) {
              validate24.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" }];
              return false;
              break;
            }
          }
          if (_errs1 === errors) {
            if (data.path !== void 0) {
              let data0 = data.path;
              const _errs2 = errors;
              if (errors === _errs2) {
                if (typeof data0 === "string") {
                  if (!pattern5.test(data0)) {
                    validate24.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/pattern", keyword: "pattern", params: { pattern: "^((traits|computed|consent|identifiers)\\..+|groups|firstSeenAt|lastSeenAt|events)$" }, message: 'must match pattern "^((traits|computed|consent|identifiers)\\..+|groups|firstSeenAt|lastSeenAt|events)$"' }];
                    return false;
                  }
                } else {
                  validate24.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs2 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.eq !== void 0) {
                let data1 = data.eq;
                const _errs4 = errors;
                if (typeof data1 !== "string" && !(typeof data1 == "number" && isFinite(data1)) && typeof data1 !== "boolean") {
                  validate24.errors = [{ instancePath: instancePath + "/eq", schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
                  return false;
                }
                var valid0 = _errs4 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.ne !== void 0) {
                  let data2 = data.ne;
                  const _errs7 = errors;
                  if (typeof data2 !== "string" && !(typeof data2 == "number" && isFinite(data2)) && typeof data2 !== "boolean") {
                    validate24.errors = [{ instancePath: instancePath + "/ne", schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
                    return false;
                  }
                  var valid0 = _errs7 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.gt !== void 0) {
                    let data3 = data.gt;
                    const _errs10 = errors;
                    if (typeof data3 !== "string" && !(typeof data3 == "number" && isFinite(data3))) {
                      validate24.errors = [{ instancePath: instancePath + "/gt", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                      return false;
                    }
                    var valid0 = _errs10 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.gte !== void 0) {
                      let data4 = data.gte;
                      const _errs13 = errors;
                      if (typeof data4 !== "string" && !(typeof data4 == "number" && isFinite(data4))) {
                        validate24.errors = [{ instancePath: instancePath + "/gte", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                        return false;
                      }
                      var valid0 = _errs13 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.lt !== void 0) {
                        let data5 = data.lt;
                        const _errs16 = errors;
                        if (typeof data5 !== "string" && !(typeof data5 == "number" && isFinite(data5))) {
                          validate24.errors = [{ instancePath: instancePath + "/lt", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                          return false;
                        }
                        var valid0 = _errs16 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.lte !== void 0) {
                          let data6 = data.lte;
                          const _errs19 = errors;
                          if (typeof data6 !== "string" && !(typeof data6 == "number" && isFinite(data6))) {
                            validate24.errors = [{ instancePath: instancePath + "/lte", schemaPath: "#/definitions/Bound/type", keyword: "type", params: { type: schema36.type }, message: "must be string,number" }];
                            return false;
                          }
                          var valid0 = _errs19 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.in !== void 0) {
                            let data7 = data.in;
                            const _errs22 = errors;
                            if (errors === _errs22) {
                              if (Array.isArray(data7)) {
                                if (data7.length < 1) {
                                  validate24.errors = [{ instancePath: instancePath + "/in", schemaPath: "#/properties/in/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }];
                                  return false;
                                } else {
                                  var valid7 = true;
                                  const len0 = data7.length;
                                  for (let i0 = 0; i0 < len0; i0++) {
                                    let data8 = data7[i0];
                                    const _errs24 = errors;
                                    if (typeof data8 !== "string" && !(typeof data8 == "number" && isFinite(data8)) && typeof data8 !== "boolean") {
                                      validate24.errors = [{ instancePath: instancePath + "/in/" + i0, schemaPath: "#/definitions/Scalar/type", keyword: "type", params: { type: schema34.type }, message: "must be string,number,boolean" }];
                                      return false;
                                    }
                                    var valid7 = _errs24 === errors;
                                    if (!valid7) {
                                      break;
                                    }
                                  }
                                }
                              } else {
                                validate24.errors = [{ instancePath: instancePath + "/in", schemaPath: "#/properties/in/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                                return false;
                              }
                            }
                            var valid0 = _errs22 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.contains !== void 0) {
                              const _errs27 = errors;
                              if (typeof data.contains !== "string") {
                                validate24.errors = [{ instancePath: instancePath + "/contains", schemaPath: "#/properties/contains/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                return false;
                              }
                              var valid0 = _errs27 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.startsWith !== void 0) {
                                const _errs29 = errors;
                                if (typeof data.startsWith !== "string") {
                                  validate24.errors = [{ instancePath: instancePath + "/startsWith", schemaPath: "#/properties/startsWith/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                                var valid0 = _errs29 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.exists !== void 0) {
                                  const _errs31 = errors;
                                  if (typeof data.exists !== "boolean") {
                                    validate24.errors = [{ instancePath: instancePath + "/exists", schemaPath: "#/properties/exists/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }];
                                    return false;
                                  }
                                  var valid0 = _errs31 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.olderThan !== void 0) {
                                    let data12 = data.olderThan;
                                    const _errs33 = errors;
                                    const _errs34 = errors;
                                    if (errors === _errs34) {
                                      if (typeof data12 === "string") {
                                        if (!pattern4.test(data12)) {
                                          validate24.errors = [{ instancePath: instancePath + "/olderThan", schemaPath: "#/definitions/Duration/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,6}[smhdw]$" }, message: 'must match pattern "^[0-9]{1,6}[smhdw]$"' }];
                                          return false;
                                        }
                                      } else {
                                        validate24.errors = [{ instancePath: instancePath + "/olderThan", schemaPath: "#/definitions/Duration/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                        return false;
                                      }
                                    }
                                    var valid0 = _errs33 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.newerThan !== void 0) {
                                      let data13 = data.newerThan;
                                      const _errs36 = errors;
                                      const _errs37 = errors;
                                      if (errors === _errs37) {
                                        if (typeof data13 === "string") {
                                          if (!pattern4.test(data13)) {
                                            validate24.errors = [{ instancePath: instancePath + "/newerThan", schemaPath: "#/definitions/Duration/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,6}[smhdw]$" }, message: 'must match pattern "^[0-9]{1,6}[smhdw]$"' }];
                                            return false;
                                          }
                                        } else {
                                          validate24.errors = [{ instancePath: instancePath + "/newerThan", schemaPath: "#/definitions/Duration/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid0 = _errs36 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate24.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (!validate12(data, { instancePath, parentData, parentDataProperty, rootData })) {
    vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs2 = errors;
  if (!validate14(data, { instancePath, parentData, parentDataProperty, rootData })) {
    vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs2 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
    const _errs3 = errors;
    if (!validate16(data, { instancePath, parentData, parentDataProperty, rootData })) {
      vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs3 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
      }
      const _errs4 = errors;
      const _errs5 = errors;
      if (errors === _errs5) {
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing0;
          if (data.memberOf === void 0 && (missing0 = "memberOf")) {
            const err0 = { instancePath, schemaPath: "#/definitions/MemberOfRule/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" };
            if (vErrors === null) {
              vErrors = [err0];
            } else {
              vErrors.push(err0);
            }
            errors++;
          } else {
            const _errs7 = errors;
            for (const key0 in data) {
              if (!(key0 === "memberOf")) {
                const err1 = { instancePath, schemaPath: "#/definitions/MemberOfRule/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err1];
                } else {
                  vErrors.push(err1);
                }
                errors++;
                break;
              }
            }
            if (_errs7 === errors) {
              if (data.memberOf !== void 0) {
                let data0 = data.memberOf;
                const _errs8 = errors;
                if (errors === _errs8) {
                  if (typeof data0 === "string") {
                    if (func3(data0) < 1) {
                      const err2 = { instancePath: instancePath + "/memberOf", schemaPath: "#/definitions/MemberOfRule/properties/memberOf/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err2];
                      } else {
                        vErrors.push(err2);
                      }
                      errors++;
                    }
                  } else {
                    const err3 = { instancePath: instancePath + "/memberOf", schemaPath: "#/definitions/MemberOfRule/properties/memberOf/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err3];
                    } else {
                      vErrors.push(err3);
                    }
                    errors++;
                  }
                }
              }
            }
          }
        } else {
          const err4 = { instancePath, schemaPath: "#/definitions/MemberOfRule/type", keyword: "type", params: { type: "object" }, message: "must be object" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
      var _valid0 = _errs4 === errors;
      if (_valid0 && valid0) {
        valid0 = false;
        passing0 = [passing0, 3];
      } else {
        if (_valid0) {
          valid0 = true;
          passing0 = 3;
        }
        const _errs10 = errors;
        if (!validate18(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
          errors = vErrors.length;
        }
        var _valid0 = _errs10 === errors;
        if (_valid0 && valid0) {
          valid0 = false;
          passing0 = [passing0, 4];
        } else {
          if (_valid0) {
            valid0 = true;
            passing0 = 4;
          }
          const _errs11 = errors;
          if (!validate24(data, { instancePath, parentData, parentDataProperty, rootData })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs11 === errors;
          if (_valid0 && valid0) {
            valid0 = false;
            passing0 = [passing0, 5];
          } else {
            if (_valid0) {
              valid0 = true;
              passing0 = 5;
            }
          }
        }
      }
    }
  }
  if (!valid0) {
    const err5 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
    validate11.errors = vErrors;
    return false;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate11.errors = vErrors;
  return errors === 0;
}
var validateCartViewed = validate26;
var pattern8 = func28("^[A-Z]{3}$", "u");
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.cart_id !== void 0) {
        let data0 = data.cart_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate26.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate26.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate26.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.value !== void 0) {
          let data1 = data.value;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate26.errors = [{ instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.currency !== void 0) {
            let data2 = data.currency;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 3) {
                  validate26.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                  return false;
                } else {
                  if (!pattern8.test(data2)) {
                    validate26.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                    return false;
                  }
                }
              } else {
                validate26.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.products !== void 0) {
              let data3 = data.products;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data3)) {
                  if (data3.length > 1e3) {
                    validate26.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                    return false;
                  } else {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs9 = errors;
                      if (errors === _errs9) {
                        if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                          if (data4.product_id !== void 0) {
                            let data5 = data4.product_id;
                            const _errs11 = errors;
                            if (errors === _errs11) {
                              if (typeof data5 === "string") {
                                if (func3(data5) > 255) {
                                  validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                  return false;
                                } else {
                                  if (func3(data5) < 1) {
                                    validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                    return false;
                                  }
                                }
                              } else {
                                validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                return false;
                              }
                            }
                            var valid2 = _errs11 === errors;
                          } else {
                            var valid2 = true;
                          }
                          if (valid2) {
                            if (data4.sku !== void 0) {
                              let data6 = data4.sku;
                              const _errs13 = errors;
                              if (errors === _errs13) {
                                if (typeof data6 === "string") {
                                  if (func3(data6) > 255) {
                                    validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                    return false;
                                  }
                                } else {
                                  validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                              }
                              var valid2 = _errs13 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data4.name !== void 0) {
                                let data7 = data4.name;
                                const _errs15 = errors;
                                if (errors === _errs15) {
                                  if (typeof data7 === "string") {
                                    if (func3(data7) > 1e3) {
                                      validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                      return false;
                                    }
                                  } else {
                                    validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                    return false;
                                  }
                                }
                                var valid2 = _errs15 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data4.category !== void 0) {
                                  let data8 = data4.category;
                                  const _errs17 = errors;
                                  if (errors === _errs17) {
                                    if (typeof data8 === "string") {
                                      if (func3(data8) > 255) {
                                        validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                        return false;
                                      }
                                    } else {
                                      validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                      return false;
                                    }
                                  }
                                  var valid2 = _errs17 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data4.brand !== void 0) {
                                    let data9 = data4.brand;
                                    const _errs19 = errors;
                                    if (errors === _errs19) {
                                      if (typeof data9 === "string") {
                                        if (func3(data9) > 255) {
                                          validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                          return false;
                                        }
                                      } else {
                                        validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                        return false;
                                      }
                                    }
                                    var valid2 = _errs19 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data4.variant !== void 0) {
                                      let data10 = data4.variant;
                                      const _errs21 = errors;
                                      if (errors === _errs21) {
                                        if (typeof data10 === "string") {
                                          if (func3(data10) > 255) {
                                            validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          }
                                        } else {
                                          validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data4.price !== void 0) {
                                        let data11 = data4.price;
                                        const _errs23 = errors;
                                        if (!(typeof data11 == "number" && isFinite(data11))) {
                                          validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                          return false;
                                        }
                                        var valid2 = _errs23 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data4.quantity !== void 0) {
                                          let data12 = data4.quantity;
                                          const _errs25 = errors;
                                          if (errors === _errs25) {
                                            if (typeof data12 == "number" && isFinite(data12)) {
                                              if (data12 < 0 || isNaN(data12)) {
                                                validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                return false;
                                              }
                                            } else {
                                              validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs25 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data4.coupon !== void 0) {
                                            let data13 = data4.coupon;
                                            const _errs27 = errors;
                                            if (errors === _errs27) {
                                              if (typeof data13 === "string") {
                                                if (func3(data13) > 255) {
                                                  validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                  return false;
                                                }
                                              } else {
                                                validate26.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs27 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate26.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                          return false;
                        }
                      }
                      var valid1 = _errs9 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                } else {
                  validate26.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate26.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate26.errors = vErrors;
  return errors === 0;
}
var validateCartViewedPresent = validate27;
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.cart_id !== void 0) {
        let data0 = data.cart_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate27.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate27.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate27.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.value !== void 0) {
          let data1 = data.value;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate27.errors = [{ instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.currency !== void 0) {
            let data2 = data.currency;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 3) {
                  validate27.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                  return false;
                } else {
                  if (!pattern8.test(data2)) {
                    validate27.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                    return false;
                  }
                }
              } else {
                validate27.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.products !== void 0) {
              let data3 = data.products;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data3)) {
                  if (data3.length > 1e3) {
                    validate27.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                    return false;
                  } else {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs9 = errors;
                      if (errors === _errs9) {
                        if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                          if (data4.product_id !== void 0) {
                            let data5 = data4.product_id;
                            const _errs11 = errors;
                            if (errors === _errs11) {
                              if (typeof data5 === "string") {
                                if (func3(data5) > 255) {
                                  validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                  return false;
                                } else {
                                  if (func3(data5) < 1) {
                                    validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                    return false;
                                  }
                                }
                              } else {
                                validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                return false;
                              }
                            }
                            var valid2 = _errs11 === errors;
                          } else {
                            var valid2 = true;
                          }
                          if (valid2) {
                            if (data4.sku !== void 0) {
                              let data6 = data4.sku;
                              const _errs13 = errors;
                              if (errors === _errs13) {
                                if (typeof data6 === "string") {
                                  if (func3(data6) > 255) {
                                    validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                    return false;
                                  }
                                } else {
                                  validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                              }
                              var valid2 = _errs13 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data4.name !== void 0) {
                                let data7 = data4.name;
                                const _errs15 = errors;
                                if (errors === _errs15) {
                                  if (typeof data7 === "string") {
                                    if (func3(data7) > 1e3) {
                                      validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                      return false;
                                    }
                                  } else {
                                    validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                    return false;
                                  }
                                }
                                var valid2 = _errs15 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data4.category !== void 0) {
                                  let data8 = data4.category;
                                  const _errs17 = errors;
                                  if (errors === _errs17) {
                                    if (typeof data8 === "string") {
                                      if (func3(data8) > 255) {
                                        validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                        return false;
                                      }
                                    } else {
                                      validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                      return false;
                                    }
                                  }
                                  var valid2 = _errs17 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data4.brand !== void 0) {
                                    let data9 = data4.brand;
                                    const _errs19 = errors;
                                    if (errors === _errs19) {
                                      if (typeof data9 === "string") {
                                        if (func3(data9) > 255) {
                                          validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                          return false;
                                        }
                                      } else {
                                        validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                        return false;
                                      }
                                    }
                                    var valid2 = _errs19 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data4.variant !== void 0) {
                                      let data10 = data4.variant;
                                      const _errs21 = errors;
                                      if (errors === _errs21) {
                                        if (typeof data10 === "string") {
                                          if (func3(data10) > 255) {
                                            validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          }
                                        } else {
                                          validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data4.price !== void 0) {
                                        let data11 = data4.price;
                                        const _errs23 = errors;
                                        if (!(typeof data11 == "number" && isFinite(data11))) {
                                          validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                          return false;
                                        }
                                        var valid2 = _errs23 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data4.quantity !== void 0) {
                                          let data12 = data4.quantity;
                                          const _errs25 = errors;
                                          if (errors === _errs25) {
                                            if (typeof data12 == "number" && isFinite(data12)) {
                                              if (data12 < 0 || isNaN(data12)) {
                                                validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                return false;
                                              }
                                            } else {
                                              validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs25 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data4.coupon !== void 0) {
                                            let data13 = data4.coupon;
                                            const _errs27 = errors;
                                            if (errors === _errs27) {
                                              if (typeof data13 === "string") {
                                                if (func3(data13) > 255) {
                                                  validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                  return false;
                                                }
                                              } else {
                                                validate27.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs27 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate27.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                          return false;
                        }
                      }
                      var valid1 = _errs9 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                } else {
                  validate27.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate27.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate27.errors = vErrors;
  return errors === 0;
}
var validateCheckoutStarted = validate28;
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.order_id !== void 0) {
        let data0 = data.order_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate28.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate28.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate28.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.value !== void 0) {
          let data1 = data.value;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate28.errors = [{ instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.revenue !== void 0) {
            let data2 = data.revenue;
            const _errs5 = errors;
            if (!(typeof data2 == "number" && isFinite(data2))) {
              validate28.errors = [{ instancePath: instancePath + "/revenue", schemaPath: "#/properties/revenue/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.shipping !== void 0) {
              let data3 = data.shipping;
              const _errs7 = errors;
              if (!(typeof data3 == "number" && isFinite(data3))) {
                validate28.errors = [{ instancePath: instancePath + "/shipping", schemaPath: "#/properties/shipping/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                return false;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.tax !== void 0) {
                let data4 = data.tax;
                const _errs9 = errors;
                if (!(typeof data4 == "number" && isFinite(data4))) {
                  validate28.errors = [{ instancePath: instancePath + "/tax", schemaPath: "#/properties/tax/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.discount !== void 0) {
                  let data5 = data.discount;
                  const _errs11 = errors;
                  if (!(typeof data5 == "number" && isFinite(data5))) {
                    validate28.errors = [{ instancePath: instancePath + "/discount", schemaPath: "#/properties/discount/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.coupon !== void 0) {
                    let data6 = data.coupon;
                    const _errs13 = errors;
                    if (errors === _errs13) {
                      if (typeof data6 === "string") {
                        if (func3(data6) > 255) {
                          validate28.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                          return false;
                        }
                      } else {
                        validate28.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                        return false;
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate28.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate28.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate28.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.products !== void 0) {
                        let data8 = data.products;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (Array.isArray(data8)) {
                            if (data8.length > 1e3) {
                              validate28.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                              return false;
                            } else {
                              var valid1 = true;
                              const len0 = data8.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data9 = data8[i0];
                                const _errs19 = errors;
                                if (errors === _errs19) {
                                  if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                                    if (data9.product_id !== void 0) {
                                      let data10 = data9.product_id;
                                      const _errs21 = errors;
                                      if (errors === _errs21) {
                                        if (typeof data10 === "string") {
                                          if (func3(data10) > 255) {
                                            validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          } else {
                                            if (func3(data10) < 1) {
                                              validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                              return false;
                                            }
                                          }
                                        } else {
                                          validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data9.sku !== void 0) {
                                        let data11 = data9.sku;
                                        const _errs23 = errors;
                                        if (errors === _errs23) {
                                          if (typeof data11 === "string") {
                                            if (func3(data11) > 255) {
                                              validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                              return false;
                                            }
                                          } else {
                                            validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                            return false;
                                          }
                                        }
                                        var valid2 = _errs23 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data9.name !== void 0) {
                                          let data12 = data9.name;
                                          const _errs25 = errors;
                                          if (errors === _errs25) {
                                            if (typeof data12 === "string") {
                                              if (func3(data12) > 1e3) {
                                                validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                                return false;
                                              }
                                            } else {
                                              validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs25 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data9.category !== void 0) {
                                            let data13 = data9.category;
                                            const _errs27 = errors;
                                            if (errors === _errs27) {
                                              if (typeof data13 === "string") {
                                                if (func3(data13) > 255) {
                                                  validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                  return false;
                                                }
                                              } else {
                                                validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs27 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                          if (valid2) {
                                            if (data9.brand !== void 0) {
                                              let data14 = data9.brand;
                                              const _errs29 = errors;
                                              if (errors === _errs29) {
                                                if (typeof data14 === "string") {
                                                  if (func3(data14) > 255) {
                                                    validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                    return false;
                                                  }
                                                } else {
                                                  validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                  return false;
                                                }
                                              }
                                              var valid2 = _errs29 === errors;
                                            } else {
                                              var valid2 = true;
                                            }
                                            if (valid2) {
                                              if (data9.variant !== void 0) {
                                                let data15 = data9.variant;
                                                const _errs31 = errors;
                                                if (errors === _errs31) {
                                                  if (typeof data15 === "string") {
                                                    if (func3(data15) > 255) {
                                                      validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                    return false;
                                                  }
                                                }
                                                var valid2 = _errs31 === errors;
                                              } else {
                                                var valid2 = true;
                                              }
                                              if (valid2) {
                                                if (data9.price !== void 0) {
                                                  let data16 = data9.price;
                                                  const _errs33 = errors;
                                                  if (!(typeof data16 == "number" && isFinite(data16))) {
                                                    validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                                    return false;
                                                  }
                                                  var valid2 = _errs33 === errors;
                                                } else {
                                                  var valid2 = true;
                                                }
                                                if (valid2) {
                                                  if (data9.quantity !== void 0) {
                                                    let data17 = data9.quantity;
                                                    const _errs35 = errors;
                                                    if (errors === _errs35) {
                                                      if (typeof data17 == "number" && isFinite(data17)) {
                                                        if (data17 < 0 || isNaN(data17)) {
                                                          validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                          return false;
                                                        }
                                                      } else {
                                                        validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                                        return false;
                                                      }
                                                    }
                                                    var valid2 = _errs35 === errors;
                                                  } else {
                                                    var valid2 = true;
                                                  }
                                                  if (valid2) {
                                                    if (data9.coupon !== void 0) {
                                                      let data18 = data9.coupon;
                                                      const _errs37 = errors;
                                                      if (errors === _errs37) {
                                                        if (typeof data18 === "string") {
                                                          if (func3(data18) > 255) {
                                                            validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                            return false;
                                                          }
                                                        } else {
                                                          validate28.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                          return false;
                                                        }
                                                      }
                                                      var valid2 = _errs37 === errors;
                                                    } else {
                                                      var valid2 = true;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate28.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                    return false;
                                  }
                                }
                                var valid1 = _errs19 === errors;
                                if (!valid1) {
                                  break;
                                }
                              }
                            }
                          } else {
                            validate28.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate28.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate28.errors = vErrors;
  return errors === 0;
}
var validateCheckoutStartedPresent = validate29;
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.order_id !== void 0) {
        let data0 = data.order_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate29.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate29.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate29.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.value !== void 0) {
          let data1 = data.value;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate29.errors = [{ instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.revenue !== void 0) {
            let data2 = data.revenue;
            const _errs5 = errors;
            if (!(typeof data2 == "number" && isFinite(data2))) {
              validate29.errors = [{ instancePath: instancePath + "/revenue", schemaPath: "#/properties/revenue/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.shipping !== void 0) {
              let data3 = data.shipping;
              const _errs7 = errors;
              if (!(typeof data3 == "number" && isFinite(data3))) {
                validate29.errors = [{ instancePath: instancePath + "/shipping", schemaPath: "#/properties/shipping/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                return false;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.tax !== void 0) {
                let data4 = data.tax;
                const _errs9 = errors;
                if (!(typeof data4 == "number" && isFinite(data4))) {
                  validate29.errors = [{ instancePath: instancePath + "/tax", schemaPath: "#/properties/tax/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.discount !== void 0) {
                  let data5 = data.discount;
                  const _errs11 = errors;
                  if (!(typeof data5 == "number" && isFinite(data5))) {
                    validate29.errors = [{ instancePath: instancePath + "/discount", schemaPath: "#/properties/discount/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.coupon !== void 0) {
                    let data6 = data.coupon;
                    const _errs13 = errors;
                    if (errors === _errs13) {
                      if (typeof data6 === "string") {
                        if (func3(data6) > 255) {
                          validate29.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                          return false;
                        }
                      } else {
                        validate29.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                        return false;
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate29.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate29.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate29.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.products !== void 0) {
                        let data8 = data.products;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (Array.isArray(data8)) {
                            if (data8.length > 1e3) {
                              validate29.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                              return false;
                            } else {
                              var valid1 = true;
                              const len0 = data8.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data9 = data8[i0];
                                const _errs19 = errors;
                                if (errors === _errs19) {
                                  if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                                    if (data9.product_id !== void 0) {
                                      let data10 = data9.product_id;
                                      const _errs21 = errors;
                                      if (errors === _errs21) {
                                        if (typeof data10 === "string") {
                                          if (func3(data10) > 255) {
                                            validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          } else {
                                            if (func3(data10) < 1) {
                                              validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                              return false;
                                            }
                                          }
                                        } else {
                                          validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data9.sku !== void 0) {
                                        let data11 = data9.sku;
                                        const _errs23 = errors;
                                        if (errors === _errs23) {
                                          if (typeof data11 === "string") {
                                            if (func3(data11) > 255) {
                                              validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                              return false;
                                            }
                                          } else {
                                            validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                            return false;
                                          }
                                        }
                                        var valid2 = _errs23 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data9.name !== void 0) {
                                          let data12 = data9.name;
                                          const _errs25 = errors;
                                          if (errors === _errs25) {
                                            if (typeof data12 === "string") {
                                              if (func3(data12) > 1e3) {
                                                validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                                return false;
                                              }
                                            } else {
                                              validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs25 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data9.category !== void 0) {
                                            let data13 = data9.category;
                                            const _errs27 = errors;
                                            if (errors === _errs27) {
                                              if (typeof data13 === "string") {
                                                if (func3(data13) > 255) {
                                                  validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                  return false;
                                                }
                                              } else {
                                                validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs27 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                          if (valid2) {
                                            if (data9.brand !== void 0) {
                                              let data14 = data9.brand;
                                              const _errs29 = errors;
                                              if (errors === _errs29) {
                                                if (typeof data14 === "string") {
                                                  if (func3(data14) > 255) {
                                                    validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                    return false;
                                                  }
                                                } else {
                                                  validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                  return false;
                                                }
                                              }
                                              var valid2 = _errs29 === errors;
                                            } else {
                                              var valid2 = true;
                                            }
                                            if (valid2) {
                                              if (data9.variant !== void 0) {
                                                let data15 = data9.variant;
                                                const _errs31 = errors;
                                                if (errors === _errs31) {
                                                  if (typeof data15 === "string") {
                                                    if (func3(data15) > 255) {
                                                      validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                    return false;
                                                  }
                                                }
                                                var valid2 = _errs31 === errors;
                                              } else {
                                                var valid2 = true;
                                              }
                                              if (valid2) {
                                                if (data9.price !== void 0) {
                                                  let data16 = data9.price;
                                                  const _errs33 = errors;
                                                  if (!(typeof data16 == "number" && isFinite(data16))) {
                                                    validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                                    return false;
                                                  }
                                                  var valid2 = _errs33 === errors;
                                                } else {
                                                  var valid2 = true;
                                                }
                                                if (valid2) {
                                                  if (data9.quantity !== void 0) {
                                                    let data17 = data9.quantity;
                                                    const _errs35 = errors;
                                                    if (errors === _errs35) {
                                                      if (typeof data17 == "number" && isFinite(data17)) {
                                                        if (data17 < 0 || isNaN(data17)) {
                                                          validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                          return false;
                                                        }
                                                      } else {
                                                        validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                                        return false;
                                                      }
                                                    }
                                                    var valid2 = _errs35 === errors;
                                                  } else {
                                                    var valid2 = true;
                                                  }
                                                  if (valid2) {
                                                    if (data9.coupon !== void 0) {
                                                      let data18 = data9.coupon;
                                                      const _errs37 = errors;
                                                      if (errors === _errs37) {
                                                        if (typeof data18 === "string") {
                                                          if (func3(data18) > 255) {
                                                            validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                            return false;
                                                          }
                                                        } else {
                                                          validate29.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                          return false;
                                                        }
                                                      }
                                                      var valid2 = _errs37 === errors;
                                                    } else {
                                                      var valid2 = true;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate29.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                    return false;
                                  }
                                }
                                var valid1 = _errs19 === errors;
                                if (!valid1) {
                                  break;
                                }
                              }
                            }
                          } else {
                            validate29.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate29.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate29.errors = vErrors;
  return errors === 0;
}
var validateOrderCompleted = validate30;
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.order_id === void 0 && (missing0 = "order_id")) {
        validate30.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.order_id !== void 0) {
          let data0 = data.order_id;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (func3(data0) > 255) {
                validate30.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              } else {
                if (func3(data0) < 1) {
                  validate30.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                  return false;
                }
              }
            } else {
              validate30.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.revenue !== void 0) {
            let data1 = data.revenue;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && isFinite(data1))) {
              validate30.errors = [{ instancePath: instancePath + "/revenue", schemaPath: "#/properties/revenue/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.total !== void 0) {
              let data2 = data.total;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && isFinite(data2))) {
                validate30.errors = [{ instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.shipping !== void 0) {
                let data3 = data.shipping;
                const _errs7 = errors;
                if (!(typeof data3 == "number" && isFinite(data3))) {
                  validate30.errors = [{ instancePath: instancePath + "/shipping", schemaPath: "#/properties/shipping/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.tax !== void 0) {
                  let data4 = data.tax;
                  const _errs9 = errors;
                  if (!(typeof data4 == "number" && isFinite(data4))) {
                    validate30.errors = [{ instancePath: instancePath + "/tax", schemaPath: "#/properties/tax/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.discount !== void 0) {
                    let data5 = data.discount;
                    const _errs11 = errors;
                    if (!(typeof data5 == "number" && isFinite(data5))) {
                      validate30.errors = [{ instancePath: instancePath + "/discount", schemaPath: "#/properties/discount/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.coupon !== void 0) {
                      let data6 = data.coupon;
                      const _errs13 = errors;
                      if (errors === _errs13) {
                        if (typeof data6 === "string") {
                          if (func3(data6) > 255) {
                            validate30.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                            return false;
                          }
                        } else {
                          validate30.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs13 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.currency !== void 0) {
                        let data7 = data.currency;
                        const _errs15 = errors;
                        if (errors === _errs15) {
                          if (typeof data7 === "string") {
                            if (func3(data7) > 3) {
                              validate30.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                              return false;
                            } else {
                              if (!pattern8.test(data7)) {
                                validate30.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                                return false;
                              }
                            }
                          } else {
                            validate30.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                            return false;
                          }
                        }
                        var valid0 = _errs15 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.products !== void 0) {
                          let data8 = data.products;
                          const _errs17 = errors;
                          if (errors === _errs17) {
                            if (Array.isArray(data8)) {
                              var valid1 = true;
                              const len0 = data8.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data9 = data8[i0];
                                const _errs19 = errors;
                                if (!(data9 && typeof data9 == "object" && !Array.isArray(data9))) {
                                  validate30.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                  return false;
                                }
                                var valid1 = _errs19 === errors;
                                if (!valid1) {
                                  break;
                                }
                              }
                            } else {
                              validate30.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                              return false;
                            }
                          }
                          var valid0 = _errs17 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate30.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate30.errors = vErrors;
  return errors === 0;
}
var validateOrderCompletedPresent = validate31;
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.order_id !== void 0) {
        let data0 = data.order_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate31.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate31.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate31.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.revenue !== void 0) {
          let data1 = data.revenue;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate31.errors = [{ instancePath: instancePath + "/revenue", schemaPath: "#/properties/revenue/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.total !== void 0) {
            let data2 = data.total;
            const _errs5 = errors;
            if (!(typeof data2 == "number" && isFinite(data2))) {
              validate31.errors = [{ instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.shipping !== void 0) {
              let data3 = data.shipping;
              const _errs7 = errors;
              if (!(typeof data3 == "number" && isFinite(data3))) {
                validate31.errors = [{ instancePath: instancePath + "/shipping", schemaPath: "#/properties/shipping/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                return false;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.tax !== void 0) {
                let data4 = data.tax;
                const _errs9 = errors;
                if (!(typeof data4 == "number" && isFinite(data4))) {
                  validate31.errors = [{ instancePath: instancePath + "/tax", schemaPath: "#/properties/tax/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.discount !== void 0) {
                  let data5 = data.discount;
                  const _errs11 = errors;
                  if (!(typeof data5 == "number" && isFinite(data5))) {
                    validate31.errors = [{ instancePath: instancePath + "/discount", schemaPath: "#/properties/discount/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.coupon !== void 0) {
                    let data6 = data.coupon;
                    const _errs13 = errors;
                    if (errors === _errs13) {
                      if (typeof data6 === "string") {
                        if (func3(data6) > 255) {
                          validate31.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                          return false;
                        }
                      } else {
                        validate31.errors = [{ instancePath: instancePath + "/coupon", schemaPath: "#/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                        return false;
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate31.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate31.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate31.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.products !== void 0) {
                        let data8 = data.products;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (Array.isArray(data8)) {
                            var valid1 = true;
                            const len0 = data8.length;
                            for (let i0 = 0; i0 < len0; i0++) {
                              let data9 = data8[i0];
                              const _errs19 = errors;
                              if (!(data9 && typeof data9 == "object" && !Array.isArray(data9))) {
                                validate31.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                                return false;
                              }
                              var valid1 = _errs19 === errors;
                              if (!valid1) {
                                break;
                              }
                            }
                          } else {
                            validate31.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate31.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate31.errors = vErrors;
  return errors === 0;
}
var validateOrderRefunded = validate32;
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.order_id === void 0 && (missing0 = "order_id")) {
        validate32.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.order_id !== void 0) {
          let data0 = data.order_id;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (func3(data0) > 255) {
                validate32.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              } else {
                if (func3(data0) < 1) {
                  validate32.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                  return false;
                }
              }
            } else {
              validate32.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.total !== void 0) {
            let data1 = data.total;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && isFinite(data1))) {
              validate32.errors = [{ instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.currency !== void 0) {
              let data2 = data.currency;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (typeof data2 === "string") {
                  if (func3(data2) > 3) {
                    validate32.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                    return false;
                  } else {
                    if (!pattern8.test(data2)) {
                      validate32.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                      return false;
                    }
                  }
                } else {
                  validate32.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.products !== void 0) {
                let data3 = data.products;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (Array.isArray(data3)) {
                    if (data3.length > 1e3) {
                      validate32.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                      return false;
                    } else {
                      var valid1 = true;
                      const len0 = data3.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data4 = data3[i0];
                        const _errs9 = errors;
                        if (errors === _errs9) {
                          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                            if (data4.product_id !== void 0) {
                              let data5 = data4.product_id;
                              const _errs11 = errors;
                              if (errors === _errs11) {
                                if (typeof data5 === "string") {
                                  if (func3(data5) > 255) {
                                    validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                    return false;
                                  } else {
                                    if (func3(data5) < 1) {
                                      validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                      return false;
                                    }
                                  }
                                } else {
                                  validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                              }
                              var valid2 = _errs11 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data4.sku !== void 0) {
                                let data6 = data4.sku;
                                const _errs13 = errors;
                                if (errors === _errs13) {
                                  if (typeof data6 === "string") {
                                    if (func3(data6) > 255) {
                                      validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                      return false;
                                    }
                                  } else {
                                    validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                    return false;
                                  }
                                }
                                var valid2 = _errs13 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data4.name !== void 0) {
                                  let data7 = data4.name;
                                  const _errs15 = errors;
                                  if (errors === _errs15) {
                                    if (typeof data7 === "string") {
                                      if (func3(data7) > 1e3) {
                                        validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                        return false;
                                      }
                                    } else {
                                      validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                      return false;
                                    }
                                  }
                                  var valid2 = _errs15 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data4.category !== void 0) {
                                    let data8 = data4.category;
                                    const _errs17 = errors;
                                    if (errors === _errs17) {
                                      if (typeof data8 === "string") {
                                        if (func3(data8) > 255) {
                                          validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                          return false;
                                        }
                                      } else {
                                        validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                        return false;
                                      }
                                    }
                                    var valid2 = _errs17 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data4.brand !== void 0) {
                                      let data9 = data4.brand;
                                      const _errs19 = errors;
                                      if (errors === _errs19) {
                                        if (typeof data9 === "string") {
                                          if (func3(data9) > 255) {
                                            validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          }
                                        } else {
                                          validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs19 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data4.variant !== void 0) {
                                        let data10 = data4.variant;
                                        const _errs21 = errors;
                                        if (errors === _errs21) {
                                          if (typeof data10 === "string") {
                                            if (func3(data10) > 255) {
                                              validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                              return false;
                                            }
                                          } else {
                                            validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                            return false;
                                          }
                                        }
                                        var valid2 = _errs21 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data4.price !== void 0) {
                                          let data11 = data4.price;
                                          const _errs23 = errors;
                                          if (!(typeof data11 == "number" && isFinite(data11))) {
                                            validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                            return false;
                                          }
                                          var valid2 = _errs23 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data4.quantity !== void 0) {
                                            let data12 = data4.quantity;
                                            const _errs25 = errors;
                                            if (errors === _errs25) {
                                              if (typeof data12 == "number" && isFinite(data12)) {
                                                if (data12 < 0 || isNaN(data12)) {
                                                  validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                  return false;
                                                }
                                              } else {
                                                validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs25 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                          if (valid2) {
                                            if (data4.coupon !== void 0) {
                                              let data13 = data4.coupon;
                                              const _errs27 = errors;
                                              if (errors === _errs27) {
                                                if (typeof data13 === "string") {
                                                  if (func3(data13) > 255) {
                                                    validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                    return false;
                                                  }
                                                } else {
                                                  validate32.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                  return false;
                                                }
                                              }
                                              var valid2 = _errs27 === errors;
                                            } else {
                                              var valid2 = true;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else {
                            validate32.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                            return false;
                          }
                        }
                        var valid1 = _errs9 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                    }
                  } else {
                    validate32.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                    return false;
                  }
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate32.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate32.errors = vErrors;
  return errors === 0;
}
var validateOrderRefundedPresent = validate33;
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.order_id !== void 0) {
        let data0 = data.order_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate33.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate33.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate33.errors = [{ instancePath: instancePath + "/order_id", schemaPath: "#/properties/order_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.total !== void 0) {
          let data1 = data.total;
          const _errs3 = errors;
          if (!(typeof data1 == "number" && isFinite(data1))) {
            validate33.errors = [{ instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
            return false;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.currency !== void 0) {
            let data2 = data.currency;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 3) {
                  validate33.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                  return false;
                } else {
                  if (!pattern8.test(data2)) {
                    validate33.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                    return false;
                  }
                }
              } else {
                validate33.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.products !== void 0) {
              let data3 = data.products;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data3)) {
                  if (data3.length > 1e3) {
                    validate33.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }];
                    return false;
                  } else {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs9 = errors;
                      if (errors === _errs9) {
                        if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                          if (data4.product_id !== void 0) {
                            let data5 = data4.product_id;
                            const _errs11 = errors;
                            if (errors === _errs11) {
                              if (typeof data5 === "string") {
                                if (func3(data5) > 255) {
                                  validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                  return false;
                                } else {
                                  if (func3(data5) < 1) {
                                    validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                    return false;
                                  }
                                }
                              } else {
                                validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/product_id", schemaPath: "#/properties/products/items/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                return false;
                              }
                            }
                            var valid2 = _errs11 === errors;
                          } else {
                            var valid2 = true;
                          }
                          if (valid2) {
                            if (data4.sku !== void 0) {
                              let data6 = data4.sku;
                              const _errs13 = errors;
                              if (errors === _errs13) {
                                if (typeof data6 === "string") {
                                  if (func3(data6) > 255) {
                                    validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                    return false;
                                  }
                                } else {
                                  validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/sku", schemaPath: "#/properties/products/items/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                  return false;
                                }
                              }
                              var valid2 = _errs13 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data4.name !== void 0) {
                                let data7 = data4.name;
                                const _errs15 = errors;
                                if (errors === _errs15) {
                                  if (typeof data7 === "string") {
                                    if (func3(data7) > 1e3) {
                                      validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                                      return false;
                                    }
                                  } else {
                                    validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/name", schemaPath: "#/properties/products/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                    return false;
                                  }
                                }
                                var valid2 = _errs15 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data4.category !== void 0) {
                                  let data8 = data4.category;
                                  const _errs17 = errors;
                                  if (errors === _errs17) {
                                    if (typeof data8 === "string") {
                                      if (func3(data8) > 255) {
                                        validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                        return false;
                                      }
                                    } else {
                                      validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/category", schemaPath: "#/properties/products/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                      return false;
                                    }
                                  }
                                  var valid2 = _errs17 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data4.brand !== void 0) {
                                    let data9 = data4.brand;
                                    const _errs19 = errors;
                                    if (errors === _errs19) {
                                      if (typeof data9 === "string") {
                                        if (func3(data9) > 255) {
                                          validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                          return false;
                                        }
                                      } else {
                                        validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/brand", schemaPath: "#/properties/products/items/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                        return false;
                                      }
                                    }
                                    var valid2 = _errs19 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data4.variant !== void 0) {
                                      let data10 = data4.variant;
                                      const _errs21 = errors;
                                      if (errors === _errs21) {
                                        if (typeof data10 === "string") {
                                          if (func3(data10) > 255) {
                                            validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                            return false;
                                          }
                                        } else {
                                          validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/variant", schemaPath: "#/properties/products/items/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data4.price !== void 0) {
                                        let data11 = data4.price;
                                        const _errs23 = errors;
                                        if (!(typeof data11 == "number" && isFinite(data11))) {
                                          validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/price", schemaPath: "#/properties/products/items/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                          return false;
                                        }
                                        var valid2 = _errs23 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data4.quantity !== void 0) {
                                          let data12 = data4.quantity;
                                          const _errs25 = errors;
                                          if (errors === _errs25) {
                                            if (typeof data12 == "number" && isFinite(data12)) {
                                              if (data12 < 0 || isNaN(data12)) {
                                                validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                                                return false;
                                              }
                                            } else {
                                              validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/quantity", schemaPath: "#/properties/products/items/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs25 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data4.coupon !== void 0) {
                                            let data13 = data4.coupon;
                                            const _errs27 = errors;
                                            if (errors === _errs27) {
                                              if (typeof data13 === "string") {
                                                if (func3(data13) > 255) {
                                                  validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                                  return false;
                                                }
                                              } else {
                                                validate33.errors = [{ instancePath: instancePath + "/products/" + i0 + "/coupon", schemaPath: "#/properties/products/items/properties/coupon/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs27 === errors;
                                          } else {
                                            var valid2 = true;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate33.errors = [{ instancePath: instancePath + "/products/" + i0, schemaPath: "#/properties/products/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
                          return false;
                        }
                      }
                      var valid1 = _errs9 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                } else {
                  validate33.errors = [{ instancePath: instancePath + "/products", schemaPath: "#/properties/products/type", keyword: "type", params: { type: "array" }, message: "must be array" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate33.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate33.errors = vErrors;
  return errors === 0;
}
var validateProductAdded = validate34;
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate34.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate34.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate34.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate34.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate34.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate34.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate34.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate34.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate34.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate34.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate34.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate34.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate34.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate34.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate34.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate34.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate34.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.quantity !== void 0) {
                        let data8 = data.quantity;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 < 0 || isNaN(data8)) {
                              validate34.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                              return false;
                            }
                          } else {
                            validate34.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.cart_id !== void 0) {
                          let data9 = data.cart_id;
                          const _errs19 = errors;
                          if (errors === _errs19) {
                            if (typeof data9 === "string") {
                              if (func3(data9) > 255) {
                                validate34.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                return false;
                              } else {
                                if (func3(data9) < 1) {
                                  validate34.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                  return false;
                                }
                              }
                            } else {
                              validate34.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                          }
                          var valid0 = _errs19 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate34.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate34.errors = vErrors;
  return errors === 0;
}
var validateProductAddedPresent = validate35;
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate35.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate35.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate35.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate35.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate35.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate35.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate35.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate35.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate35.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate35.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate35.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate35.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate35.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate35.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate35.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate35.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate35.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.quantity !== void 0) {
                        let data8 = data.quantity;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 < 0 || isNaN(data8)) {
                              validate35.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                              return false;
                            }
                          } else {
                            validate35.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.cart_id !== void 0) {
                          let data9 = data.cart_id;
                          const _errs19 = errors;
                          if (errors === _errs19) {
                            if (typeof data9 === "string") {
                              if (func3(data9) > 255) {
                                validate35.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                return false;
                              } else {
                                if (func3(data9) < 1) {
                                  validate35.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                  return false;
                                }
                              }
                            } else {
                              validate35.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                          }
                          var valid0 = _errs19 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate35.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate35.errors = vErrors;
  return errors === 0;
}
var validateProductRemoved = validate36;
function validate36(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate36.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate36.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate36.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate36.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate36.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate36.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate36.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate36.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate36.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate36.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate36.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate36.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate36.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate36.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate36.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate36.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate36.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.quantity !== void 0) {
                        let data8 = data.quantity;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 < 0 || isNaN(data8)) {
                              validate36.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                              return false;
                            }
                          } else {
                            validate36.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.cart_id !== void 0) {
                          let data9 = data.cart_id;
                          const _errs19 = errors;
                          if (errors === _errs19) {
                            if (typeof data9 === "string") {
                              if (func3(data9) > 255) {
                                validate36.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                return false;
                              } else {
                                if (func3(data9) < 1) {
                                  validate36.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                  return false;
                                }
                              }
                            } else {
                              validate36.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                          }
                          var valid0 = _errs19 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate36.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate36.errors = vErrors;
  return errors === 0;
}
var validateProductRemovedPresent = validate37;
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate37.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate37.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate37.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate37.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate37.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate37.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate37.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate37.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate37.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate37.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate37.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate37.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate37.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate37.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate37.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate37.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate37.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.quantity !== void 0) {
                        let data8 = data.quantity;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 < 0 || isNaN(data8)) {
                              validate37.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }];
                              return false;
                            }
                          } else {
                            validate37.errors = [{ instancePath: instancePath + "/quantity", schemaPath: "#/properties/quantity/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                            return false;
                          }
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.cart_id !== void 0) {
                          let data9 = data.cart_id;
                          const _errs19 = errors;
                          if (errors === _errs19) {
                            if (typeof data9 === "string") {
                              if (func3(data9) > 255) {
                                validate37.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                                return false;
                              } else {
                                if (func3(data9) < 1) {
                                  validate37.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                                  return false;
                                }
                              }
                            } else {
                              validate37.errors = [{ instancePath: instancePath + "/cart_id", schemaPath: "#/properties/cart_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                              return false;
                            }
                          }
                          var valid0 = _errs19 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate37.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate37.errors = vErrors;
  return errors === 0;
}
var validateProductViewed = validate38;
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate38.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate38.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate38.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate38.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate38.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate38.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate38.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate38.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate38.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate38.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate38.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate38.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate38.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate38.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate38.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate38.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate38.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate38.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate38.errors = vErrors;
  return errors === 0;
}
var validateProductViewedPresent = validate39;
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.product_id !== void 0) {
        let data0 = data.product_id;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate39.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            } else {
              if (func3(data0) < 1) {
                validate39.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                return false;
              }
            }
          } else {
            validate39.errors = [{ instancePath: instancePath + "/product_id", schemaPath: "#/properties/product_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.sku !== void 0) {
          let data1 = data.sku;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate39.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate39.errors = [{ instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== void 0) {
            let data2 = data.name;
            const _errs5 = errors;
            if (errors === _errs5) {
              if (typeof data2 === "string") {
                if (func3(data2) > 1e3) {
                  validate39.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }];
                  return false;
                }
              } else {
                validate39.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.category !== void 0) {
              let data3 = data.category;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (typeof data3 === "string") {
                  if (func3(data3) > 255) {
                    validate39.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                    return false;
                  }
                } else {
                  validate39.errors = [{ instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.brand !== void 0) {
                let data4 = data.brand;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (typeof data4 === "string") {
                    if (func3(data4) > 255) {
                      validate39.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                      return false;
                    }
                  } else {
                    validate39.errors = [{ instancePath: instancePath + "/brand", schemaPath: "#/properties/brand/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.variant !== void 0) {
                  let data5 = data.variant;
                  const _errs11 = errors;
                  if (errors === _errs11) {
                    if (typeof data5 === "string") {
                      if (func3(data5) > 255) {
                        validate39.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                        return false;
                      }
                    } else {
                      validate39.errors = [{ instancePath: instancePath + "/variant", schemaPath: "#/properties/variant/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.price !== void 0) {
                    let data6 = data.price;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && isFinite(data6))) {
                      validate39.errors = [{ instancePath: instancePath + "/price", schemaPath: "#/properties/price/type", keyword: "type", params: { type: "number" }, message: "must be number" }];
                      return false;
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.currency !== void 0) {
                      let data7 = data.currency;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data7 === "string") {
                          if (func3(data7) > 3) {
                            validate39.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/maxLength", keyword: "maxLength", params: { limit: 3 }, message: "must NOT have more than 3 characters" }];
                            return false;
                          } else {
                            if (!pattern8.test(data7)) {
                              validate39.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/pattern", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" }, message: 'must match pattern "^[A-Z]{3}$"' }];
                              return false;
                            }
                          }
                        } else {
                          validate39.errors = [{ instancePath: instancePath + "/currency", schemaPath: "#/properties/currency/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate39.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate39.errors = vErrors;
  return errors === 0;
}
var validateSignedUp = validate40;
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.plan !== void 0) {
        let data0 = data.plan;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate40.errors = [{ instancePath: instancePath + "/plan", schemaPath: "#/properties/plan/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            }
          } else {
            validate40.errors = [{ instancePath: instancePath + "/plan", schemaPath: "#/properties/plan/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.method !== void 0) {
          let data1 = data.method;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate40.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate40.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
      }
    } else {
      validate40.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate40.errors = vErrors;
  return errors === 0;
}
var validateSignedUpPresent = validate41;
function validate41(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.plan !== void 0) {
        let data0 = data.plan;
        const _errs1 = errors;
        if (errors === _errs1) {
          if (typeof data0 === "string") {
            if (func3(data0) > 255) {
              validate41.errors = [{ instancePath: instancePath + "/plan", schemaPath: "#/properties/plan/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
              return false;
            }
          } else {
            validate41.errors = [{ instancePath: instancePath + "/plan", schemaPath: "#/properties/plan/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.method !== void 0) {
          let data1 = data.method;
          const _errs3 = errors;
          if (errors === _errs3) {
            if (typeof data1 === "string") {
              if (func3(data1) > 255) {
                validate41.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }];
                return false;
              }
            } else {
              validate41.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
      }
    } else {
      validate41.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate41.errors = vErrors;
  return errors === 0;
}
export {
  validateAudienceRule,
  validateCanonicalEvent,
  validateCartViewed,
  validateCartViewedPresent,
  validateCheckoutStarted,
  validateCheckoutStartedPresent,
  validateOrderCompleted,
  validateOrderCompletedPresent,
  validateOrderRefunded,
  validateOrderRefundedPresent,
  validateProductAdded,
  validateProductAddedPresent,
  validateProductRemoved,
  validateProductRemovedPresent,
  validateProductViewed,
  validateProductViewedPresent,
  validateSignedUp,
  validateSignedUpPresent
};
